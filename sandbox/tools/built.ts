import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ToolContext } from "./context.ts";
import { installedVersion, versions } from "./versions.ts";

/** One binary that `go build` makes from toolchain/go.mod. */
export interface Artifact {
  readonly goPackage: string;
  /** The name that `go build` gives it. */
  readonly output: string;
  /** Where it belongs, in the directory of built tools. */
  readonly path: string;
  /** Names in `bin` under which it is called. */
  readonly links: readonly string[];
}

type Place = Pick<ToolContext, "layout" | "platform">;

/** Everything that can be built. Pulumi's parts lie where its launcher and its CLI look below PULUMI_HOME. */
export function artifacts({ layout }: Place): readonly Artifact[] {
  const provider = installedVersion(layout.project, "@pulumi/kubernetes");
  const inBin = (name: string, goPackage: string): Artifact => ({
    goPackage,
    output: name,
    path: join("bin", name),
    links: [],
  });
  const pulumiBin = join("pulumi", "versions", versions.pulumi, "bin");
  return [
    {
      ...inBin("cluster", "./cluster"),
      links: ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl", "kwok"],
    },
    inBin("kwokctl", "sigs.k8s.io/kwok/cmd/kwokctl"),
    inBin("helm", "helm.sh/helm/v3/cmd/helm"),
    {
      goPackage: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      output: "pulumi",
      path: join(pulumiBin, "pulumi"),
      links: [],
    },
    { goPackage: "./language", output: "language", path: join(pulumiBin, "pulumi-language-nodejs"), links: [] },
    {
      goPackage: "./provider",
      output: "provider",
      path: join("pulumi", "plugins", `resource-kubernetes-v${provider}`, "pulumi-resource-kubernetes"),
      links: [],
    },
  ];
}

/** Linker flags: the versions that the tools report, which each tool's own release build sets the same way. */
export function linkerFlags(project: string): string {
  const [major = "", minor = ""] = versions.kubernetes.split(".");
  const variables = {
    "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${versions.pulumi}`,
    "helm.sh/helm/v3/internal/version.version": `v${versions.helm}`,
    "k8s.io/component-base/version.gitMajor": major,
    "k8s.io/component-base/version.gitMinor": minor,
    "k8s.io/component-base/version.gitVersion": `v${versions.kubernetes}`,
    "main.version": installedVersion(project, "@pulumi/kubernetes"),
  };
  return ["-s", "-w", ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)].join(" ");
}

export function toolchainDirectory(project: string): string {
  return join(project, "sandbox", "toolchain");
}

/** The directory of built tools in the cache, named after all that goes into them. */
export function builtDirectory({ layout, platform }: Place): string {
  const source = toolchainDirectory(layout.project);
  const hash = createHash("sha256").update(linkerFlags(layout.project));
  readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(go|mod|sum)$/.test(file))
    .sort()
    .forEach((file) => hash.update(file).update(readFileSync(join(source, file))));
  return join(layout.cache, "built", `${platform.os}-${platform.arch}-${hash.digest("hex").slice(0, 12)}`);
}

/** Where a built command-line tool is, or would be. */
export function builtFile(name: string, place: Place): string {
  return join(builtDirectory(place), "bin", name);
}
