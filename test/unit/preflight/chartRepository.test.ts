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

  it("tells no password to a place without TLS", async () => {
    const realm: Handler = (_, response) =>
      response.writeHead(401, { "www-authenticate": 'Bearer realm="http://tokens.example.com/"' }).end();
    expect(await find(oci, true, await standIn(realm))).toEqual(refused(oci));
  });

  it("warns of a repository that can't be reached", async () => {
    expect(await find(https, false, await unreachableUrl())).toEqual([
      {
        severity: "warning",
        message: `The charts' ${https} can't be reached from here. Helm has to fetch them from there, unless it has them already.`,
      },
    ]);
  });

  it("asks nothing about a directory", async () => {
    expect(await find("./charts", false, await standIn(nobody))).toEqual([]);
    expect(asked).toEqual([]);
  });
});
