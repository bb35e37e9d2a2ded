import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import type { Layout } from "../layout.ts";
import { pulumiExecutable, type PulumiInstallation } from "../tools/pulumi.ts";
import { stackName } from "./environment.ts";

const schema = z.object({
  namespace: z.string(),
  certificatesExpire: z.string().optional(),
  metricsTarget: z.string().optional(),
  uiUrl: z.string().optional(),
  uiUser: z.string().optional(),
});

/** The outputs of the stack that a summary shows; the password, a secret, isn't asked for. */
export type StackOutputs = z.infer<typeof schema>;

/** @returns undefined when nothing is deployed. */
export async function stackOutputs(
  layout: Layout,
  installation: Pick<PulumiInstallation, "home" | "version">,
  environment: Record<string, string>,
): Promise<StackOutputs | undefined> {
  const { stdout } = await promisify(execFile)(
    pulumiExecutable(installation),
    ["stack", "output", "--json", "--stack", stackName, "--non-interactive"],
    { cwd: layout.project, env: { ...process.env, ...environment } },
  );
  return schema.safeParse(JSON.parse(stdout)).data;
}
