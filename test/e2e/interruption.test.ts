import { existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Checkout } from "./checkout";
import type { CommandResult } from "./command";

jest.setTimeout(15 * 60 * 1000);

let checkout: Checkout;
const scratch = mkdtempSync(join(tmpdir(), "falco-stack-scratch-"));

beforeAll(async () => {
  checkout = await Checkout.create();
});
afterAll(async () => {
  await checkout.remove();
  rmSync(scratch, { recursive: true, force: true });
});

/** Runs `npm run sandbox` and presses Ctrl-C a moment after `sign` was printed: the whole process group gets SIGINT. */
const interrupted = (sign: RegExp, momentMs: number, env: Record<string, string> = {}): Promise<CommandResult> => {
  let pressed = false;
  return checkout.sandbox([], {
    env,
    onOutput: (output, pid) => {
      if (pressed || !sign.test(output)) return;
      pressed = true;
      setTimeout(() => process.kill(-pid, "SIGINT"), momentMs);
    },
  });
};

/** Processes that run in a directory of the checkout: a compiler's command line doesn't name it. */
const processesInside = (): string[] =>
  readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(checkout.directory);
    } catch {
      return false;
    }
  });

describe("Ctrl-C", () => {
  it("during the build of the tools leaves nothing running and nothing half built", async () => {
    const cache = join(scratch, "cache");
    const env = { XDG_CACHE_HOME: cache, GOCACHE: join(scratch, "go-build") };
    const { code, output } = await interrupted(/go build|compil/i, 5000, env);
    expect({ code, output }).toMatchObject({ code: 130 });
    expect([await checkout.processes(), processesInside()]).toEqual([[], []]);
    const built = readdirSync(join(cache, "falco-stack", "built"), { recursive: true, withFileTypes: true });
    expect(built.filter((entry) => !entry.isDirectory()).map(({ name }) => name)).toEqual([]);
  });

  it.each([
    ["while the cluster starts", /❯ Cluster/, 1500],
    ["during pulumi up", /starting the engine/, 5000],
  ])("%s leaves nothing running", async (_, sign, moment) => {
    const { code, output } = await interrupted(sign, moment);
    expect({ code, output }).toMatchObject({ code: 130 });
    expect([await checkout.processes(), processesInside()]).toEqual([[], []]);
  });

  it("is no hindrance to the next run", async () => {
    const { code, output } = await checkout.sandbox([]);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(await checkout.changedFiles()).toBe("");
  });
});

describe("two checkouts", () => {
  it("run side by side, and one's down leaves the other alone", async () => {
    const other = await Checkout.create();
    try {
      expect(await other.sandbox(["up", "--no-deploy"])).toMatchObject({ code: 0 });
      expect(await checkout.sandbox(["status"])).toMatchObject({ code: 0 });
      expect(await other.sandbox(["down"])).toMatchObject({ code: 0 });
      expect(await other.processes()).toEqual([]);
      expect(await checkout.sandbox(["status"])).toMatchObject({ code: 0 });
    } finally {
      await other.remove();
    }
  });
});

describe("what stands in the way is said in one sentence", () => {
  it("when the API server's port is in use", async () => {
    await checkout.sandbox(["down"]);
    const squatter = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => squatter.once("listening", resolve));
    const address = squatter.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { code, stderr } = await checkout.sandbox(["up", "--api-port", String(port)]);
    squatter.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`port ${port} is in use`);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(await checkout.processes()).toEqual([]);
  });

  it("when there is neither Go nor a network", async () => {
    const bin = join(scratch, "bin");
    const path = (process.env["PATH"] ?? "").split(delimiter);
    const tools = ["node", "npm", "npx", "sh", "git", "env", "uname", "tar"];
    symlinkTools(bin, tools, path);
    const nowhere = "http://127.0.0.1:9";
    const { code, stderr } = await checkout.sandbox([], {
      env: {
        PATH: bin,
        XDG_CACHE_HOME: join(scratch, "empty"),
        HTTPS_PROXY: nowhere,
        HTTP_PROXY: nowhere,
        https_proxy: nowhere,
        http_proxy: nowhere,
      },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/Go 1\.26/);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(await checkout.processes()).toEqual([]);
  });
});

/** A directory for PATH that has these tools and no others. */
function symlinkTools(directory: string, tools: readonly string[], path: readonly string[]): void {
  mkdirSync(directory);
  for (const tool of tools) {
    const found = path.map((entry) => join(entry, tool)).find((file) => existsSync(file));
    if (found) symlinkSync(found, join(directory, tool));
  }
}
