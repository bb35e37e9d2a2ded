import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../processes/run.ts";
import { SandboxError } from "../sandboxError.ts";
import type { ToolContext } from "./context.ts";
import { download } from "./download.ts";
import { goEnvironment } from "./go.ts";
import { which } from "./locate.ts";
import { reachable } from "./reachable.ts";
import { versions } from "./versions.ts";

const moduleName = "github.com/prometheus-operator/prometheus-operator";
const version = `v${versions.prometheusOperator}`;
/** Where the repository, and so the module, has the CRDs. */
const directoryInSource = "example/prometheus-operator-crd";

/** The files of one version, and where they are published. */
export interface CrdRelease {
  /** URL of the directory. */
  readonly source: string;
  /** SHA-256 by file name. Upstream publishes none. */
  readonly checksums: Readonly<Record<string, string>>;
}

const pinned: CrdRelease = {
  source: `https://raw.githubusercontent.com/prometheus-operator/prometheus-operator/${version}/${directoryInSource}`,
  checksums: {
    "monitoring.coreos.com_prometheusrules.yaml": "98fd16c9ab79fba8dcd6ef62c957c98cd6546ab74ce0a4ecf09ddf2fda03020e",
    "monitoring.coreos.com_servicemonitors.yaml": "1dae27b7189b5ce7b9ab764656c18b4c75a45cde1e6f3af6a5e84c4317628919",
  },
};

/**
 * The Prometheus operator's CRDs ServiceMonitor and PrometheusRule, a file each: from the cache, from GitHub, or out
 * of the operator's Go module.
 * @throws SandboxError when they can be had nowhere.
 */
export async function getPrometheusCrds(context: ToolContext, release = pinned): Promise<readonly string[]> {
  const directory = join(context.layout.cache, "releases", `prometheus-crds-${version}`);
  const files = Object.keys(release.checksums).map((name) => join(directory, name));
  if (files.every((file) => existsSync(file))) return files;
  await mkdir(directory, { recursive: true });
  if (!(await downloadAll(release, directory, context))) await takeFromModule(release, directory, context);
  return files;
}

/** @returns false where they can't be downloaded, or are others than expected: then the Go module is asked. */
async function downloadAll(release: CrdRelease, directory: string, { signal, report }: ToolContext): Promise<boolean> {
  const { source, checksums } = release;
  if (!(await reachable(`${source}/${Object.keys(checksums)[0] ?? ""}`, signal))) return false;
  try {
    report(`downloading from ${source}`);
    await Promise.all(
      Object.entries(checksums).map(([name, sha256]) =>
        download(`${source}/${name}`, sha256, join(directory, name), signal),
      ),
    );
    return true;
  } catch (error) {
    signal.throwIfAborted();
    report(`${error instanceof Error ? error.message : String(error)}; they are taken from the Go module instead`);
    return false;
  }
}

async function takeFromModule({ source, checksums }: CrdRelease, directory: string, context: ToolContext) {
  const { log, path, report, signal } = context;
  const { host } = new URL(source);
  const go = which("go", path);
  if (go === undefined) {
    throw new SandboxError(`the Prometheus operator's CRDs can't be had from ${host}, and there is no Go on PATH`, {
      repair: `Install Go ${versions.go} or later (https://go.dev/dl), which gets them as a module, or leave out --with prometheus-crds.`,
    });
  }
  report(`downloading the Go module ${moduleName}`);
  const modules = await mkdtemp(join(directory, "modules-"));
  try {
    await run(go, ["mod", "download", `${moduleName}@${version}`], {
      cwd: modules,
      // A module cache of its own, which can be removed; what is taken from it is checked here.
      env: { ...goEnvironment, GOFLAGS: "-modcacherw", GOMODCACHE: modules, GOSUMDB: "off" },
      log,
      signal,
      repair: "Go downloads modules through GOPROXY (`go env GOPROXY`): check that it can be reached.",
    });
    for (const [name, sha256] of Object.entries(checksums)) {
      const file = join(modules, `${moduleName}@${version}`, directoryInSource, name);
      await check(file, sha256, `${name} of ${moduleName}@${version}`);
      await rename(file, join(directory, name));
    }
  } finally {
    await rm(modules, { recursive: true, force: true });
  }
}

async function check(file: string, sha256: string, name: string): Promise<void> {
  const found = createHash("sha256").update(await readFile(file));
  const digest = found.digest("hex");
  if (digest === sha256) return;
  throw new SandboxError(`${name} has SHA-256 ${digest}, expected ${sha256}`, {
    repair: "It isn't upstream's: find out where GOPROXY (`go env GOPROXY`) has it from.",
  });
}
