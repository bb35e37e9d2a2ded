import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { commandEnvironment, exportLines, sandboxEnvironment } from "../../../sandbox/deploy/environment";
import { down } from "../../../sandbox/down";
import { shellEnvironment } from "../../../sandbox/env";
import { layoutOf } from "../../../sandbox/layout";
import { loadRecord, saveRecord, type SandboxRecord } from "../../../sandbox/record";
import { temporaryLayout } from "./temporary";

const layout = layoutOf("/home/o'neill/falco stack", { XDG_CACHE_HOME: "/cache" });
const pulumi = { home: "/cache/falco-stack/pulumi", version: "3.229.0", standIns: "/providers/bin" };

describe("sandboxEnvironment", () => {
  it("points everything at the sandbox", () => {
    expect(sandboxEnvironment(layout, pulumi)).toEqual({
      path: ["/home/o'neill/falco stack/.sandbox/bin", "/providers/bin"],
      variables: {
        FALCO_STACK_KUBERNETES_PLUGIN: "4.25.0",
        KUBECACHEDIR: "/home/o'neill/falco stack/.sandbox/.kube/cache",
        KUBECONFIG: "/home/o'neill/falco stack/.sandbox/kubeconfig",
        PULUMI_BACKEND_URL: "file:///home/o'neill/falco%20stack/.sandbox/state",
        PULUMI_CONFIG_PASSPHRASE: "falco-sandbox",
        PULUMI_HOME: "/cache/falco-stack/pulumi",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_VERSION: "3.229.0",
      },
    });
  });

  it("offers no stand-ins where Pulumi has the real plugins", () => {
    expect(sandboxEnvironment(layout, { home: "/h", version: "3.265.0" }).path).toEqual([layout.bin]);
  });
});

describe("commandEnvironment", () => {
  it("puts the sandbox's directories before the user's", () => {
    const { PATH } = commandEnvironment(sandboxEnvironment(layout, pulumi), "/usr/bin");
    expect(PATH).toBe("/home/o'neill/falco stack/.sandbox/bin:/providers/bin:/usr/bin");
  });
});

describe("exportLines", () => {
  it("mean the same to a shell, quotes and spaces included", () => {
    const lines = exportLines(sandboxEnvironment(layout, pulumi));
    const text = execFileSync("/bin/sh", ["-c", `${lines}\necho "$KUBECONFIG|$PATH"`], {
      encoding: "utf8",
      env: { PATH: "/usr/bin" },
    });
    expect(text).toBe(
      "/home/o'neill/falco stack/.sandbox/kubeconfig|/home/o'neill/falco stack/.sandbox/bin:/providers/bin:/usr/bin\n",
    );
    expect(lines.split("\n").every((line) => line.startsWith("export "))).toBe(true);
  });
});

describe("shellEnvironment", () => {
  it("is that of the last `up`, and of none after `down`", async () => {
    const own = temporaryLayout();
    const record: SandboxRecord = { pulumi, charts: { kind: "given", description: "charts of /charts" } };
    mkdirSync(own.root, { recursive: true });
    await saveRecord(own, record);
    expect(await loadRecord(own)).toEqual(record);
    expect(await shellEnvironment(own)).toBe(exportLines(sandboxEnvironment(own, pulumi)));
    await down(own);
    expect(existsSync(own.root)).toBe(false);
    await expect(shellEnvironment(own)).rejects.toMatchObject({
      message: "no sandbox is there",
      repair: "Start one: npm run sandbox",
    });
  });
});
