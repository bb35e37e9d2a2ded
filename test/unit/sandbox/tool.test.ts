import { tools } from "../../../sandbox/tools/tool";

const releases = (os: "linux" | "darwin", arch: "amd64" | "arm64") =>
  Object.fromEntries(tools.map(({ name, release }) => [name, release({ os, arch })?.url]));

describe("tools", () => {
  it("are released for Linux", () => {
    expect(releases("linux", "amd64")).toEqual({
      etcd: "https://github.com/etcd-io/etcd/releases/download/v3.5.21/etcd-v3.5.21-linux-amd64.tar.gz",
      helm: "https://get.helm.sh/helm-v3.18.6-linux-amd64.tar.gz",
      "kube-apiserver": "https://dl.k8s.io/release/v1.33.13/bin/linux/amd64/kube-apiserver",
      "kube-controller-manager": "https://dl.k8s.io/release/v1.33.13/bin/linux/amd64/kube-controller-manager",
      "kube-scheduler": "https://dl.k8s.io/release/v1.33.13/bin/linux/amd64/kube-scheduler",
      kubectl: "https://dl.k8s.io/release/v1.33.13/bin/linux/amd64/kubectl",
      kwok: "https://github.com/kubernetes-sigs/kwok/releases/download/v0.7.0/kwok-linux-amd64",
      kwokctl: "https://github.com/kubernetes-sigs/kwok/releases/download/v0.7.0/kwokctl-linux-amd64",
    });
  });

  it("are built on macOS where no release is published for it", () => {
    const built = Object.entries(releases("darwin", "arm64")).flatMap(([name, url]) => (url === undefined ? name : []));
    expect(built).toEqual(["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"]);
  });
});
