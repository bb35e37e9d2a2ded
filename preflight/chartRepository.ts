import { isIP } from "node:net";
import { z } from "zod";
import { chartsDeployed, chartKeys, type ChartSettings } from "../settings/chartSource";
import type { ChartName } from "../settings/chartVersions";
import { setCommand } from "../settings/commands";
import { missingVersion, tagList, versionsInIndex } from "./chartVersionsThere";
import type { Result } from "./checks/check";

/** Where the charts are, and what is needed to get in. */
export interface ChartRepository extends ChartSettings {
  /** The login that is set, its password opened. */
  readonly login?: { readonly username: string; readonly password: string } | undefined;
}

/** As much of `fetch` as is needed. */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

/** What was found of one place: whether Helm will get in, and what it will miss there. */
type Entry = "closed" | "untried" | "unreachable" | readonly Result[];

const manifests = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json"].join(", ");

/**
 * Asks the chart repository for what Helm will ask it for: whether it wants a login, or another one than is set, and whether it
 * has the charts' versions. That it can't be reached is a warning: Helm may have the charts in its cache, and knows proxies that
 * this program doesn't use. Nothing for a directory.
 */
export async function chartRepositoryFindings(
  settings: ChartRepository,
  fetchLike: FetchLike,
  signal: AbortSignal,
): Promise<readonly Result[]> {
  const { repository } = settings.charts;
  const ask = async (url: string, headers: Record<string, string> = {}) =>
    fetchLike(url, { headers, signal, redirect: "follow" });
  const entries = await Promise.all(
    placesOf(settings).map((place) => entryOf(place, settings, ask).catch((): Entry => "unreachable")),
  );
  if (entries.includes("closed")) return [closed(repository, settings.login !== undefined)];
  if (entries.includes("untried"))
    return [
      {
        severity: "warning",
        message: `The charts' ${repository} has logins checked outside its own domain, and this program tells no password there: whether that of falco:charts.username is right shows when Helm logs in.`,
      },
    ];
  const missing = entries.flatMap((entry) => (typeof entry === "string" ? [] : entry));
  if (!entries.includes("unreachable")) return missing;
  return [
    ...missing,
    {
      severity: "warning",
      message: `The charts' ${repository} can't be reached from here. Helm has to fetch them from there, unless it has them already.`,
    },
  ];
}

/** Where Helm asks: the index of all charts, or the repository of one. */
interface Place {
  readonly url: string;
  /** Of a registry: the chart that is there. */
  readonly chart?: ChartName;
}

function placesOf(settings: ChartRepository): Place[] {
  const { charts } = settings;
  const repository = charts.repository.replace(/\/$/, "");
  if (repository.startsWith("https://")) return [{ url: `${repository}/index.yaml` }];
  if (!repository.startsWith("oci://")) return [];
  const { host, pathname } = new URL(repository.replace("oci://", "https://"));
  return chartsDeployed(settings).map((chart) => ({
    chart,
    url: `https://${host}/v2${pathname === "/" ? "" : pathname}/${chart}/manifests/${charts[chartKeys[chart]]}`,
  }));
}

type Ask = (url: string, headers?: Record<string, string>) => Promise<Response>;

async function entryOf(place: Place, settings: ChartRepository, ask: Ask): Promise<Entry> {
  const admitted = await answerOf(place, settings, ask);
  if (typeof admitted === "string") return admitted;
  const { answer, headers } = admitted;
  if (isClosed(answer)) return "closed";
  if (!answer.ok && answer.status !== 404) return "unreachable";
  const { repository } = settings.charts;
  const missing = (name: ChartName, found: readonly string[]) =>
    missingVersion(repository, name, settings.charts[chartKeys[name]], found);
  if (place.chart === undefined) {
    if (!answer.ok) return [noRepository(repository)];
    const text = await answer.text();
    return chartsDeployed(settings).flatMap((name) => {
      const found = versionsInIndex(text, name);
      return found ? missing(name, found) : [];
    });
  }
  if (answer.ok) return [];
  const tags = await ask(place.url.replace(/\/manifests\/[^/]*$/, "/tags/list"), headers);
  return missing(place.chart, tags.ok ? tagList.parse(await tags.json()) : []);
}

/** What the repository answers to Helm's login, and the headers that it took. */
async function answerOf({ url, chart }: Place, { login }: ChartRepository, ask: Ask) {
  const basic: Record<string, string> = login
    ? { authorization: `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}` }
    : {};
  const asked = async (headers: Record<string, string>) => ({ answer: await ask(url, headers), headers });
  if (chart === undefined) return asked(basic);
  // A registry is asked without a login first: it says how it wants one.
  const accept = { accept: manifests };
  const first = await asked(accept);
  if (first.answer.status !== 401) return first;
  const tokens = tokenUrl(first.answer.headers.get("www-authenticate") ?? "");
  if (tokens === undefined) return login ? asked({ ...accept, ...basic }) : "closed";
  if (login && !isOfSameOwner(new URL(tokens).hostname, new URL(url).hostname)) return "untried";
  const answer = await ask(tokens, basic);
  if (isClosed(answer)) return "closed";
  const token = answer.ok ? tokenIn(await answer.json()) : undefined;
  return token === undefined ? "unreachable" : asked({ ...accept, authorization: `Bearer ${token}` });
}

const isClosed = ({ status }: Response): boolean => status === 401 || status === 403;

/** The repository's own host, or one in the domain around it, where many registries have their tokens given. */
function isOfSameOwner(host: string, repository: string): boolean {
  const domain = repository.slice(repository.indexOf(".") + 1);
  // There is no domain around an address, nor one that belongs to somebody right below the top.
  const isOwned = isIP(repository) === 0 && domain.includes(".");
  return host === repository || (isOwned && `.${host}`.endsWith(`.${domain}`));
}

/** Where a registry sends for tokens, which it gives for nothing where charts are public; undefined where it takes none. */
function tokenUrl(challenge: string): string | undefined {
  const parts = new Map([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]));
  const realm = parts.get("realm");
  // In clear text nobody sends a password.
  if (!/^bearer /i.test(challenge) || !realm?.startsWith("https://")) return undefined;
  const url = new URL(realm);
  for (const key of ["service", "scope"]) {
    const value = parts.get(key);
    if (value !== undefined) url.searchParams.set(key, value);
  }
  return url.href;
}

const tokenIn = (answer: unknown): string | undefined => {
  const { token, access_token } = z
    .object({ token: z.string().optional(), access_token: z.string().optional() })
    .parse(answer);
  return token ?? access_token;
};

const noRepository = (repository: string): Result => ({
  severity: "error",
  message: `${repository} is no chart repository: it has no index.yaml.`,
  repair: setCommand(["charts", "repository"], "https://falcosecurity.github.io/charts"),
});

const closed = (repository: string, isLoggedIn: boolean): Result => ({
  severity: "error",
  message: isLoggedIn
    ? `The charts' ${repository} refuses the login of falco:charts.username.`
    : `The charts' ${repository} asks for a login.`,
  repair: [setCommand(["charts", "username"], "USER"), setCommand(["charts", "password"], "PASSWORD")].join("\n"),
});
