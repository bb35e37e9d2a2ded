/** This machine, in Go's and the release files' words. */
export interface Platform {
  readonly os: "linux" | "darwin";
  readonly arch: "amd64" | "arm64";
}

/** @throws Error on a system for which neither Kubernetes nor kwok is released or known to build. */
export function platformOf(os: NodeJS.Platform, arch: NodeJS.Architecture): Platform {
  const goArch = arch === "x64" ? "amd64" : arch;
  if ((os === "linux" || os === "darwin") && (goArch === "amd64" || goArch === "arm64")) return { os, arch: goArch };
  throw new Error(`the sandbox runs on Linux and macOS, on amd64 and arm64; this is ${os} on ${arch}`);
}
