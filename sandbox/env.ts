import { exportLines, sandboxEnvironment } from "./deploy/environment.ts";
import type { Layout } from "./layout.ts";
import { loadRecord } from "./record.ts";
import { SandboxError } from "./sandboxError.ts";

/**
 * Lines for a shell's `eval`, after which Pulumi, kubectl and Helm speak to the sandbox.
 * @throws SandboxError when no sandbox is there.
 */
export async function shellEnvironment(layout: Layout): Promise<string> {
  const record = await loadRecord(layout);
  if (record === undefined) throw new SandboxError("no sandbox is there", { repair: "Start one: npm run sandbox" });
  return exportLines(sandboxEnvironment(layout, record.pulumi));
}
