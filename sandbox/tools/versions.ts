import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What is downloaded or built. toolchain/go.mod names the same versions of what it builds; a unit test compares them. */
export const versions = {
  etcd: "3.5.21",
  go: "1.26",
  helm: "3.18.6",
  kubernetes: "1.33.13",
  kwok: "0.7.0",
  prometheus: "2.53.5",
  prometheusOperator: "0.85.0",
  pulumi: "3.229.0",
} as const;

/**
 * What is good enough when it is on PATH already, as semver ranges. kubectl and Helm within what they support around
 * the cluster's version; kwok's configuration may change with every minor version.
 */
export const acceptedOnPath = {
  etcd: ">=3.5.0 <3.7.0",
  helm: ">=3.16.0 <4.0.0",
  kubectl: ">=1.32.0 <1.35.0",
  kubernetes: "~1.33.0",
  kwok: "~0.7.0",
  prometheus: ">=2.42.0 <4.0.0",
  pulumi: ">=3.229.0 <4.0.0",
} as const;

/** The version of a Pulumi package in the project, such as `@pulumi/kubernetes`: the engine wants the plugin of that version. */
export function installedVersion(project: string, packageName: string): string {
  const text = readFileSync(join(project, "node_modules", packageName, "package.json"), "utf8");
  const content: unknown = JSON.parse(text);
  if (typeof content === "object" && content !== null && "version" in content && typeof content.version === "string") {
    return content.version;
  }
  throw new Error(`node_modules/${packageName}/package.json has no version`);
}
