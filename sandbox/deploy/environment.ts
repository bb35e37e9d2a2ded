import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Layout } from "../layout.ts";
import type { PulumiInstallation } from "../tools/pulumi.ts";

/** The version of the provider that toolchain/go.mod names, the newest that fits its Kubernetes. */
const builtKubernetesPlugin = "4.25.0";

/** The stack that the sandbox deploys: Pulumi.sandbox.yaml. */
export const stackName = "sandbox";

/** What makes Pulumi, kubectl and Helm speak to the sandbox and to nothing else. */
export interface SandboxEnvironment {
  /** Directories before all others on PATH. */
  readonly path: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** Everything by environment variables: the user's own kubeconfig and Pulumi login stay as they are. */
export function sandboxEnvironment(layout: Layout, pulumi: PulumiInstallation): SandboxEnvironment {
  return {
    path: [layout.bin, ...(pulumi.standIns === undefined ? [] : [pulumi.standIns])],
    variables: {
      // What is built is not of the SDK's version, and leaves out some values: the stack refuses those.
      ...(pulumi.standIns !== undefined && { FALCO_STACK_KUBERNETES_PLUGIN: builtKubernetesPlugin }),
      KUBECACHEDIR: join(layout.root, ".kube", "cache"),
      KUBECONFIG: layout.kubeconfig,
      PULUMI_BACKEND_URL: pathToFileURL(layout.state).href,
      PULUMI_CONFIG_PASSPHRASE: "falco-sandbox", // published: it protects nothing but a throwaway cluster's secrets
      PULUMI_HOME: pulumi.home,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_VERSION: pulumi.version,
    },
  };
}

/** The environment of a command that the sandbox runs. */
export function commandEnvironment({ path, variables }: SandboxEnvironment, userPath: string): Record<string, string> {
  return { ...variables, PATH: [...path, userPath].join(":") };
}

/** Lines for a shell's `eval`. */
export function exportLines({ path, variables }: SandboxEnvironment): string {
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
  return [`export PATH=${quoted(path.join(":"))}:"$PATH"`, ...lines].join("\n");
}

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
