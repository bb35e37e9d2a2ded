import { execFile } from "node:child_process";
import { totalmem } from "node:os";
import { promisify } from "node:util";
import semver from "semver";
import { SandboxError } from "../sandboxError.ts";
import { which } from "./locate.ts";
import { versions } from "./versions.ts";

/** With less than this the largest package, which then takes 3 GiB instead of 1.7, might not fit beside another one. */
const ampleMemory = 12 * 1024 ** 3;

/** Go uses its own version only: downloading another toolchain is not what was asked for. */
export const goEnvironment = {
  CGO_ENABLED: "0",
  GOFLAGS: "-mod=readonly",
  GOTOOLCHAIN: "local",
  GOWORK: "off",
  // A fifth of the compiler's time is garbage collection.
  ...((process.constrainedMemory() || totalmem()) >= ampleMemory && { GOGC: process.env["GOGC"] ?? "400" }),
};

/**
 * The go command, new enough to build the tools.
 * @param unreachable - hosts from which the tools could not be downloaded, for the error's text.
 * @throws SandboxError when there is none.
 */
export async function findGo(path: string, unreachable: readonly string[]): Promise<string> {
  const why =
    unreachable.length === 0
      ? ""
      : `, because no release that can be verified was to be had from ${unreachable.join(", ")}`;
  const repair = `Install Go ${versions.go} or later (https://go.dev/dl), or run this where those hosts can be reached.`;
  const go = which("go", path);
  if (go === undefined) throw new SandboxError(`the tools must be built${why}, and there is no Go on PATH`, { repair });
  const { stdout } = await promisify(execFile)(go, ["env", "GOVERSION"], { env: { ...process.env, ...goEnvironment } });
  const found = goVersion(stdout);
  if (semver.gte(found, `${versions.go}.0`)) return go;
  throw new SandboxError(`the tools must be built${why}, and ${go} is Go ${found}: too old`, { repair });
}

/** `go1.26` and `go1.26.3` as three numbers. */
function goVersion(text: string): string {
  const [, minor = "0.0", patch = ".0"] = /(\d+\.\d+)(\.\d+)?/.exec(text) ?? [];
  return minor + patch;
}
