import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { chartRepositoryFindings, type ChartRepository } from "../../../preflight/chartRepository";
import { unreachableUrl } from "../sandbox/server";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server | undefined;
let asked: string[] = [];
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  asked = [];
});

/** A server on this machine for charts.example.com; the test asks it instead, without TLS. */
async function standIn(handler: Handler): Promise<string> {
  const made = createServer((request, response) => {
    asked.push(`${request.url ?? ""} ${request.headers.authorization ?? "-"}`);
    handler(request, response);
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const address = made.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

const basic = `Basic ${Buffer.from("robot:word").toString("base64")}`;
const login = { username: "robot", password: "word" };
const versions = { falco: "8.0.5", falcoExporter: "0.12.2", falcosidekick: "0.14.0" };
const given = (repository: string, withLogin: boolean): ChartRepository => ({
  charts: { repository, ...versions },
  metricsSource: "native",
  sidekick: { enabled: false },
  ...(withLogin && { login }),
});
const find = (repository: string, withLogin: boolean, base: string) =>
  chartRepositoryFindings(
    given(repository, withLogin),
    (url, init) => fetch(url.replace("https://charts.example.com", base), init),
    AbortSignal.timeout(5000),
  );
const https = "https://charts.example.com/stable/";
const oci = "oci://charts.example.com/acme";
const repair = [
  "npx pulumi config set --path falco:charts.username USER",
  "npx pulumi config set --secret --path falco:charts.password",
].join("\n");
const unreachable = (repository: string) => [
  {
    severity: "warning",
    message: `The charts' ${repository} can't be reached from here. Helm has to fetch them from there, unless it has them already.`,
  },
];
const wanted = (repository: string) => [
  { severity: "error", message: `The charts' ${repository} asks for a login.`, repair },
];
const refused = (repository: string) => [
  { severity: "error", message: `The charts' ${repository} refuses the login of falco:charts.username.`, repair },
];

const open: Handler = (_, response) => response.writeHead(200).end();
const nobody: Handler = (_, response) => response.writeHead(403).end();
/** Lets in whoever says the name and the word. */
const byPassword: Handler = ({ headers }, response) =>
  response.writeHead(headers.authorization === basic ? 200 : 401, { "www-authenticate": 'Basic realm="charts"' }).end();
/** As registries do: tokens for whoever may have one, charts for whoever has a token. */
const byToken =
  (mayHave: (authorization: string | undefined) => boolean): Handler =>
  ({ url, headers }, response) => {
    if (url?.startsWith("/token?"))
      response.writeHead(mayHave(headers.authorization) ? 200 : 401).end(JSON.stringify({ token: "t0ken" }));
    else if (headers.authorization === "Bearer t0ken") response.writeHead(200).end();
    else
      response
        .writeHead(401, {
          "www-authenticate":
            'Bearer realm="https://charts.example.com/token",service="registry",scope="repository:acme/falco:pull"',
        })
        .end();
  };
const toAll = byToken(() => true);
const toRobot = byToken((authorization) => authorization === basic);
/** A registry whose tokens come from a place in trouble. */
const byTokensOf =
  (status: number, body: string): Handler =>
  (request, response) => {
    if (request.url?.startsWith("/token?")) response.writeHead(status).end(body);
    else toAll(request, response);
  };
const toNobody = byToken(() => false);

describe("chartRepositoryFindings", () => {
  it.each<[string, string, boolean, Handler, readonly object[]]>([
    ["a repository for all", https, false, open, []],
    ["one that asks for a login", https, false, byPassword, wanted(https)],
    ["one that takes the login", https, true, byPassword, []],
    ["one that refuses the login", https, true, nobody, refused(https)],
    ["a registry for all", oci, false, open, []],
    ["a registry with tokens for all", oci, false, toAll, []],
    ["a registry that asks for a login", oci, false, toRobot, wanted(oci)],
    ["a registry that takes the login", oci, true, toRobot, []],
    ["a registry that refuses the login", oci, true, toNobody, refused(oci)],
    ["a registry with too many asking for tokens", oci, true, byTokensOf(429, "{}"), unreachable(oci)],
    ["a registry whose tokens are down", oci, true, byTokensOf(500, ""), unreachable(oci)],
    ["a registry that answers without a token", oci, true, byTokensOf(200, "{}"), unreachable(oci)],
    ["a registry that answers with another thing", oci, true, byTokensOf(200, "no"), unreachable(oci)],
    ["a registry without tokens", oci, true, byPassword, []],
    ["a registry without tokens that asks for a login", oci, false, byPassword, wanted(oci)],
  ])("of %s", async (_, repository, withLogin, handler, expected) => {
    expect(await find(repository, withLogin, await standIn(handler))).toEqual(expected);
  });

  it("asks a registry for what Helm will ask for, with the rights that it names", async () => {
    await find(oci, true, await standIn(toRobot));
    expect(asked).toEqual([
      "/v2/acme/falco/manifests/8.0.5 -",
      `/token?service=registry&scope=repository%3Aacme%2Ffalco%3Apull ${basic}`,
      "/v2/acme/falco/manifests/8.0.5 Bearer t0ken",
    ]);
  });

  const untried = (repository: string) => [
    {
      severity: "warning",
      message: `The charts' ${repository} has logins checked outside its own domain, and this program tells no password there: whether that of falco:charts.username is right shows when Helm logs in.`,
    },
  ];
  it.each<[string, string, readonly string[], readonly object[]]>([
    [oci, "https://charts.example.com", [basic], []],
    [oci, "https://tokens.example.com", [basic], []],
    [oci, "https://example.com", [basic], []],
    [oci, "https://tokens.example.org", [], untried(oci)],
    [oci, "https://notexample.com", [], untried(oci)],
    [oci, "https://charts.example.com.tokens.example.org", [], untried(oci)],
    ["oci://charts.test/acme", "https://tokens.test", [], untried("oci://charts.test/acme")],
    ["oci://192.0.2.7/acme", "https://198.0.2.7", [], untried("oci://192.0.2.7/acme")],
    ["oci://192.0.2.7:5000/acme", "https://192.0.2.7", [basic], []],
  ])("of a login for %s by tokens of %s tells it to %j", async (repository, tokens, told, expected) => {
    const passwords: string[] = [];
    const answers = (url: string, init: RequestInit) => {
      const authorization = new Headers(init.headers).get("authorization");
      if (url.startsWith(tokens + "/token")) {
        passwords.push(...(authorization === null ? [] : [authorization]));
        return Promise.resolve(Response.json({ token: "t0ken" }));
      }
      const challenge = { "www-authenticate": `Bearer realm="${tokens}/token"` };
      return Promise.resolve(
        authorization === "Bearer t0ken" ? new Response() : new Response(null, { status: 401, headers: challenge }),
      );
    };
    expect(await chartRepositoryFindings(given(repository, true), answers, AbortSignal.timeout(5000))).toEqual(
      expected,
    );
    expect(passwords).toEqual(told);
  });

  it("tells no password to a place without TLS", async () => {
    const realm: Handler = (_, response) =>
      response.writeHead(401, { "www-authenticate": 'Bearer realm="http://tokens.example.com/"' }).end();
    expect(await find(oci, true, await standIn(realm))).toEqual(refused(oci));
  });

  it("warns of a repository that can't be reached", async () => {
    expect(await find(https, false, await unreachableUrl())).toEqual(unreachable(https));
  });

  it("asks nothing about a directory", async () => {
    expect(await find("./charts", false, await standIn(nobody))).toEqual([]);
    expect(asked).toEqual([]);
  });
});
