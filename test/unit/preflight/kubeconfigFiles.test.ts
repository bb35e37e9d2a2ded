import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readKubeconfig } from "../../../preflight/kubeconfigFiles";

const contexts = (...names: string[]) =>
  JSON.stringify({
    clusters: names.map((name) => ({ name, cluster: { server: `https://${name}` } })),
    contexts: names.map((name) => ({ name, context: { cluster: name } })),
  });
const files: Readonly<Record<string, string>> = {
  one: contexts("a", "b"),
  two: contexts("b", "c"),
  empty: "",
  none: "apiVersion: v1\nkind: Config\n",
  words: "PLANTED",
  list: "- PLANTED\n",
  broken: "clusters:\n- name: a\n  cluster: {server: PLANTED\nusers: []\n",
  unnamed: "contexts:\n- context: {cluster: PLANTED}\n",
};
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "falco-stack-kubeconfigs-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  mkdirSync(join(directory, "pod"));
  writeFileSync(join(directory, "pod/token"), "t");
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** `DIR` stands for the directory. */
const read = (env: Record<string, string>, pod = "/no/such/pod") =>
  readKubeconfig(
    Object.fromEntries(Object.entries(env).map(([key, value]) => [key, value.replaceAll("DIR", directory)])),
    pod,
  );
const message = (env: Record<string, string>): string => {
  try {
    read(env);
  } catch (error) {
    return String(error).replaceAll(directory, "DIR");
  }
  return "none";
};

describe("readKubeconfig", () => {
  const noFile = "\n      export KUBECONFIG=FILE";
  it.each([
    [
      { HOME: "/nonexistent" },
      `There is no kubeconfig: neither KUBECONFIG nor HOME is set. Nothing was changed.${noFile}`,
    ],
    [{}, `There is no kubeconfig: neither KUBECONFIG nor HOME is set. Nothing was changed.${noFile}`],
    [
      { HOME: "DIR/x" },
      `There is no kubeconfig: DIR/x/.kube/config isn't there, and KUBECONFIG isn't set. Nothing was changed.${noFile}`,
    ],
    [
      { KUBECONFIG: "DIR/x:DIR/y" },
      `There is no kubeconfig: DIR/x, DIR/y of KUBECONFIG isn't there. Nothing was changed.${noFile}`,
    ],
    [{ KUBECONFIG: "DIR/empty" }, `Kubeconfig DIR/empty names no context. Nothing was changed.${noFile}`],
    [{ KUBECONFIG: "DIR/none" }, `Kubeconfig DIR/none names no context. Nothing was changed.${noFile}`],
    [{ KUBECONFIG: "DIR" }, "Kubeconfig DIR is a directory. Nothing was changed.\n      export KUBECONFIG=FILE"],
    [
      { KUBECONFIG: "DIR/words" },
      "Kubeconfig DIR/words is no kubeconfig: clusters, contexts and users are missing. Nothing was changed.\n      kubectl config view --kubeconfig DIR/words",
    ],
    [
      { KUBECONFIG: "DIR/list" },
      "Kubeconfig DIR/list is no kubeconfig: clusters, contexts and users are missing. Nothing was changed.\n      kubectl config view --kubeconfig DIR/list",
    ],
    [
      { KUBECONFIG: "DIR/broken" },
      "Kubeconfig DIR/broken is no YAML from line 4 on. Nothing was changed.\n      kubectl config view --kubeconfig DIR/broken",
    ],
    [
      { KUBECONFIG: "DIR/unnamed" },
      "Kubeconfig DIR/unnamed is no kubeconfig: contexts.0.name isn't what it should be. Nothing was changed.\n      kubectl config view --kubeconfig DIR/unnamed",
    ],
  ])("says what is wrong with %j, and shows no line of it", (env: Record<string, string>, expected) => {
    expect(message(env)).toBe(`SettingsError: ${expected}`);
  });

  it("reads several, of which one may be missing, as kubectl does: the first entry of a name counts", () => {
    const { contexts: found, clusters } = read({ KUBECONFIG: "DIR/one:DIR/missing::DIR/two", HOME: "DIR/x" });
    expect(found.map(({ name }) => name)).toEqual(["a", "b", "b", "c"]);
    expect(clusters.find(({ name }) => name === "b")?.entry).toEqual({ cluster: { server: "https://b" } });
  });

  it.each([
    ["10.96.0.1", "https://10.96.0.1:443"],
    ["fd00::1", "https://[fd00::1]:443"],
  ])(
    "takes a pod's service account at %s where there is no kubeconfig, and gives the provider the same",
    (host, server) => {
      const pod = join(directory, "pod");
      const found = read({ KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: "443", HOME: "DIR/x" }, pod);
      expect(found.contexts.map(({ name }) => name)).toEqual(["in-cluster"]);
      expect(JSON.parse(found.contents ?? "")).toMatchObject({
        clusters: [{ cluster: { server, "certificate-authority": `${pod}/ca.crt` } }],
        users: [{ user: { tokenFile: `${pod}/token` } }],
      });
    },
  );
});
