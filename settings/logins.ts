import { mirroredArtifacts, rulesRegistry } from "./falcoArtifacts";
import type { Finding } from "./finding";

interface Login {
  readonly username?: string | undefined;
  readonly password?: unknown;
}

/** Settings that logins stand in, or depend on. */
export interface LoginSettings {
  readonly images: Login & { readonly registry?: string | undefined };
  readonly charts: Login & { readonly repository: string; readonly falco: string };
  readonly rules: Login & { readonly source: "bundled" | "registry"; readonly registryRef?: string | undefined };
}

/** Half a login, and one for something that nobody logs in to. */
export const loginFaults = (settings: LoginSettings): Finding[] => {
  const { images, charts, rules } = settings;
  return [
    ...halves("images", images),
    ...halves("charts", charts),
    ...halves("rules", rules),
    ...idle("images", images, images.registry !== undefined, ["images", "registry"], "images.registry to be set", [
      { path: ["images", "registry"], value: "REGISTRY" },
    ]),
    ...idle(
      "charts",
      charts,
      /^(https|oci):/.test(charts.repository),
      ["charts", "repository"],
      "charts.repository to be an https:// or oci:// URL",
      [],
    ),
    ...idle("rules", rules, rules.source === "registry", ["rules", "source"], "rules.source to be registry", [
      { path: ["rules", "source"], value: "registry" },
    ]),
    ...withoutRulesLogin(settings),
    ...twoRulesLogins(settings),
  ];
};

const halves = (group: string, { username, password }: Login): Finding[] => {
  if ((username === undefined) === (password === undefined)) return [];
  const [missing, given] = username === undefined ? ["username", "password"] : ["password", "username"];
  const path = [group, missing];
  return [
    {
      path,
      expected: `a value, as ${group}.${given} has one`,
      restsOn: [[group, given]],
      repairs: [{ path, value: "VALUE" }],
    },
  ];
};

const idle = (
  group: string,
  login: Login,
  isUsed: boolean,
  restsOn: Finding["path"],
  expected: string,
  repairs: Finding["repairs"],
): Finding[] =>
  login.username === undefined || isUsed
    ? []
    : [
        {
          path: [group, "username"],
          expected: `${expected}: there is nothing else to log in to`,
          restsOn: [restsOn],
          ...(repairs && { repairs }),
        },
      ];

/** Kubernetes pulls images with the pull Secret; falcoctl knows nothing of it. */
const withoutRulesLogin = ({ images, rules }: LoginSettings): Finding[] => {
  const path = ["rules", "username"];
  return images.username !== undefined &&
    images.registry !== undefined &&
    rules.source === "registry" &&
    rules.username === undefined &&
    rulesRegistry(rules.registryRef, images.registry) === hostOf(images.registry)
    ? [
        {
          path,
          expected: `a login for ${hostOf(images.registry)}: falcoctl fetches the rules from there without the pull Secret`,
          restsOn: [["images"], ["rules", "registryRef"], ["rules", "source"]],
          repairs: [{ path, value: images.username }],
        },
      ]
    : [];
};

/** Rules from one registry, and the container plugin from the mirror, which wants a login of its own. */
const twoRulesLogins = ({ images, charts, rules }: LoginSettings): Finding[] => {
  if (images.username === undefined || images.registry === undefined || rules.source !== "registry") return [];
  const mirror = hostOf(images.registry);
  const { containerPlugin } = mirroredArtifacts(charts.falco, rules.registryRef, images.registry) ?? {};
  return containerPlugin !== undefined && rulesRegistry(rules.registryRef, images.registry) !== mirror
    ? [
        {
          path: ["rules", "registryRef"],
          expected: `a reference in ${mirror}, where the container plugin comes from: falcoctl has one login, and here it needs two`,
          restsOn: [["images"], ["charts", "falco"], ["rules", "source"]],
          repairs: [{ path: ["rules", "registryRef"] }],
        },
      ]
    : [];
};

const hostOf = (registry: string): string => registry.split("/")[0] ?? registry;
