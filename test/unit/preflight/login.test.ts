import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chosenCluster } from "../../../preflight/kubeconfig";
import { logIn } from "../../../preflight/login";
import { FakeCluster } from "./fakeCluster";

const v1 = "client.authentication.k8s.io/v1";
const cluster = new FakeCluster();
const directory = mkdtempSync(join(tmpdir(), "falco-stack-login-"));
afterAll(() => {
  cluster.stop();
  rmSync(directory, { recursive: true });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const asUser = async (user: object, server = "https://127.0.0.1:9") => {
  cluster.kubeconfig(["only"], server, undefined, user);
  return logIn(chosenCluster(undefined, "dev", undefined));
};
const plugin = (script: string, more: object = {}) => ({
  exec: { apiVersion: v1, command: "sh", args: ["-c", script], interactiveMode: "Never", ...more },
});
const printed = (status: object, apiVersion = v1) =>
  `echo '${JSON.stringify({ kind: "ExecCredential", apiVersion, status })}'`;

describe("logIn", () => {
  it.each<[string, object, object]>([
    ["a token", { token: "t" }, { Authorization: "Bearer t" }],
    ["a password", { username: "u", password: "p" }, { Authorization: "Basic dTpw" }],
    [
      "somebody else's name",
      { token: "t", as: "a", "as-groups": ["g", "h"] },
      { Authorization: "Bearer t", "Impersonate-User": "a", "Impersonate-Group": ["g", "h"] },
    ],
    ["a plugin's token", plugin(printed({ token: "t" })), { Authorization: "Bearer t" }],
    ["nothing", {}, {}],
  ])("sends %s", async (_, user, headers) => {
    expect((await asUser(user)).headers).toEqual(headers);
  });

  it("reads a token's file, from the kubeconfig's directory", async () => {
    cluster.kubeconfig(["only"], "https://127.0.0.1:9", undefined, { tokenFile: "token" });
    writeFileSync(join(process.env["KUBECONFIG"] ?? "", "../token"), "t\n");
    const chosen = chosenCluster(undefined, "dev", undefined);
    expect((await logIn(chosen)).headers).toEqual({ Authorization: "Bearer t" });
    const missing = { ...chosen, user: { ...chosen.user, tokenFile: "/no/such/token" } };
    await expect(logIn(missing)).rejects.toThrow(
      "/no/such/token, which context only of the kubeconfig names, can't be read: ENOENT. Nothing was changed.",
    );
  });

  it("keeps to what the kubeconfig says of TLS, with the plugin's certificate", async () => {
    const chosen = chosenCluster(undefined, "dev", undefined);
    const { agent } = await logIn({
      ...chosen,
      cluster: { server: "https://127.0.0.1:9", "tls-server-name": "api", "certificate-authority-data": "Y2E=" },
      user: { ...chosen.user, ...plugin(printed({ clientCertificateData: "C", clientKeyData: "K" })) },
    });
    expect(agent).toBeInstanceOf(Agent);
    const [ca, cert, key] = ["ca", "C", "K"].map((text) => Buffer.from(text));
    expect(agent).toMatchObject({ options: { ca, cert, key, servername: "api" }, maxSockets: 6 });
  });

  it("goes through a proxy, and by old login plugins, with the client's own means", async () => {
    const chosen = chosenCluster(undefined, "dev", undefined);
    const proxied = await logIn({
      ...chosen,
      cluster: { server: "https://127.0.0.1:9", "proxy-url": "http://127.0.0.1:8" },
      user: { ...chosen.user, ...plugin(printed({ token: "t" })) },
    });
    expect(proxied.headers).toMatchObject({ Authorization: "Bearer t" });
    expect(proxied.agent.constructor.name).toBe("HttpsProxyAgent");
    const old = { name: "exec", config: plugin(printed({ token: "t" })) };
    expect((await asUser({ "auth-provider": old })).headers).toMatchObject({ Authorization: "Bearer t" });
    // The client takes its time to load.
  }, 30_000);

  it("tells the plugin what it is asked for", async () => {
    const file = join(directory, "info");
    await asUser(
      plugin(`echo "$KUBERNETES_EXEC_INFO $EXTRA" > ${file}; ${printed({ token: "t" })}`, {
        env: [{ name: "EXTRA", value: "e" }],
        provideClusterInfo: true,
      }),
    );
    const server = { server: "https://127.0.0.1:9", "insecure-skip-tls-verify": true };
    const info = { kind: "ExecCredential", apiVersion: v1, spec: { interactive: false, cluster: server } };
    expect(readFileSync(file, "utf8")).toBe(`${JSON.stringify(info)} e\n`);
  });

  const asked = "\n      kubectl --context only get namespace kube-system";
  const anew =
    "\n      Make this entry of the kubeconfig anew, for instance: aws eks update-kubeconfig, gcloud container clusters get-credentials, az aks get-credentials";
  it.each<[object, string]>([
    [
      plugin("printf '\\nlogin has run out\\n\\nlog in again\\n' >&2; exit 3"),
      `ended with 3: login has run out; log in again. Nothing was changed.${asked}`,
    ],
    [plugin("exit 3"), `ended with 3. Nothing was changed.${asked}`],
    [
      plugin("echo SECRET"),
      `printed no ExecCredential with status.token, or clientCertificateData and clientKeyData. Nothing was changed.${asked}`,
    ],
    [
      plugin(printed({})),
      `printed no ExecCredential with status.token, or clientCertificateData and clientKeyData. Nothing was changed.${asked}`,
    ],
    [
      plugin(printed({ token: "SECRET" }, `${v1}beta1`)),
      `answered in ${v1}beta1, where the kubeconfig says ${v1}. Nothing was changed.${anew}`,
    ],
    [
      plugin("exit 0", { apiVersion: `${v1}alpha1` }),
      `is to speak ${v1}alpha1: expected ${v1} or v1beta1, as kubectl 1.24 and later do. Nothing was changed.${anew}`,
    ],
    [
      plugin("exit 0", { interactiveMode: "Always" }),
      `wants a terminal (interactiveMode: Always), which Pulumi's programs don't have. Nothing was changed.${anew}`,
    ],
  ])("says in a sentence what became of %j", async (user, expected) => {
    const error: unknown = await asUser(user).catch((reason: unknown) => reason);
    expect(error instanceof Error && error.message).toBe(`sh, by which context only logs in, ${expected}`);
  });

  it.each([
    [{ command: "no-such-plugin" }, "no-such-plugin", "\n      command -v no-such-plugin"],
    [
      { command: "no-such-plugin", installHint: "Install it:\n  brew install it\n" },
      "no-such-plugin",
      "\n      Install it:\n      brew install it",
    ],
    [{ command: "./no-such-plugin" }, /\/falco-stack-kubeconfig-.*\/no-such-plugin/, "\n      command -v /"],
  ])("says that a plugin isn't installed: %j", async (exec, command, repair) => {
    const error: unknown = await asUser(plugin("", exec)).catch((reason: unknown) => reason);
    const text = error instanceof Error ? error.message : "";
    expect(text).toMatch(command);
    expect(text).toContain(
      `, by which context only logs in, isn't installed, or not on PATH. Nothing was changed.${repair}`,
    );
  });

  it("ends a plugin that waits for somebody, and shows its words", async () => {
    const own = setTimeout;
    // Its fifteen seconds are one here.
    jest.spyOn(globalThis, "setTimeout").mockImplementation((call, ms) => own(call, Math.min(ms ?? 0, 1000)));
    const file = join(directory, "late");
    const waits = plugin(`echo 'enter code ABC' >&2; (sleep 2; echo > ${file}) & sleep 100`);
    await expect(asUser(waits)).rejects.toThrow(
      `sh, by which context only logs in, didn't end within 15 s: enter code ABC. Nothing was changed.${asked}`,
    );
    await new Promise((resolve) => own(resolve, 2000));
    expect(existsSync(file)).toBe(false);
    // What it leaves in a group of its own holds its output open.
    await expect(asUser(plugin("setsid sleep 3 & exit 0"))).rejects.toThrow("didn't end within 15 s. Nothing");
  });
});
