import type { Platform } from "./platform.ts";
import { acceptedOnPath, versions } from "./versions.ts";

/** A published release of one tool, with where its checksum is published. */
export interface Release {
  readonly url: string;
  readonly checksum: {
    readonly url: string;
    /** `text`: sha256sum's own format, or the sum alone; `github`: a release of GitHub's API, its assets with digests. */
    readonly format: "text" | "github";
  };
  /** The tool's path inside a .tar.gz; without it the file is the tool. */
  readonly member?: string;
}

/** One command-line tool of the sandbox. Pulumi is not among them: it has its own launcher (pulumi.ts). */
export interface Tool {
  readonly name: string;
  readonly version: string;
  /** Semver range of versions that are good enough on PATH. */
  readonly accepts: string;
  /** Arguments that make it print its version. */
  readonly versionArguments: readonly string[];
  /** Undefined where no release is published for the platform. */
  readonly release: (platform: Platform) => Release | undefined;
  /** What toolchain/go.mod builds it from. */
  readonly goPackage: string;
}

const kubernetes = (
  name: string,
  { accepts, versionArguments, systems }: Pick<Tool, "accepts" | "versionArguments"> & { systems: readonly string[] },
): Tool => ({
  name,
  version: versions.kubernetes,
  accepts,
  versionArguments,
  goPackage: "./cluster",
  release: ({ os, arch }) => {
    const url = `https://dl.k8s.io/release/v${versions.kubernetes}/bin/${os}/${arch}/${name}`;
    return systems.includes(os) ? { url, checksum: { url: `${url}.sha256`, format: "text" } } : undefined;
  },
});

const controlPlane = (name: string) =>
  kubernetes(name, { accepts: acceptedOnPath.kubernetes, versionArguments: ["--version"], systems: ["linux"] });

const kubectl = kubernetes("kubectl", {
  accepts: acceptedOnPath.kubectl,
  versionArguments: ["version", "--client"],
  systems: ["linux", "darwin"],
});

const kwok = (name: string, goPackage: string): Tool => ({
  name,
  version: versions.kwok,
  accepts: acceptedOnPath.kwok,
  versionArguments: ["--version"],
  goPackage,
  release: ({ os, arch }) => ({
    url: `https://github.com/kubernetes-sigs/kwok/releases/download/v${versions.kwok}/${name}-${os}-${arch}`,
    checksum: {
      url: `https://api.github.com/repos/kubernetes-sigs/kwok/releases/tags/v${versions.kwok}`,
      format: "github",
    },
  }),
});

const etcd: Tool = {
  name: "etcd",
  version: versions.etcd,
  accepts: acceptedOnPath.etcd,
  versionArguments: ["--version"],
  goPackage: "./cluster",
  release: ({ os, arch }) => {
    if (os !== "linux") return undefined; // a .zip elsewhere
    const base = `https://github.com/etcd-io/etcd/releases/download/v${versions.etcd}`;
    const name = `etcd-v${versions.etcd}-${os}-${arch}`;
    return {
      url: `${base}/${name}.tar.gz`,
      checksum: { url: `${base}/SHA256SUMS`, format: "text" },
      member: `${name}/etcd`,
    };
  },
};

const helm: Tool = {
  name: "helm",
  version: versions.helm,
  accepts: acceptedOnPath.helm,
  versionArguments: ["version", "--short"],
  goPackage: "helm.sh/helm/v3/cmd/helm",
  release: ({ os, arch }) => {
    const url = `https://get.helm.sh/helm-v${versions.helm}-${os}-${arch}.tar.gz`;
    return { url, checksum: { url: `${url}.sha256sum`, format: "text" }, member: `${os}-${arch}/helm` };
  },
};

/** What a sandbox consists of, and what people use to look at it. */
export const tools: readonly Tool[] = [
  etcd,
  controlPlane("kube-apiserver"),
  controlPlane("kube-controller-manager"),
  controlPlane("kube-scheduler"),
  kwok("kwok", "./cluster"),
  kwok("kwokctl", "sigs.k8s.io/kwok/cmd/kwokctl"),
  kubectl,
  helm,
];
