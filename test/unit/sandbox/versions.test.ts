import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import semver from "semver";
import { customResources } from "../../../preflight/checks/customResources";
import { acceptedOnPath, installedVersion, versions } from "../../../sandbox/tools/versions";
import { judged } from "../preflight/constructed";

const project = resolve(__dirname, "../../..");
const goMod = readFileSync(join(project, "sandbox/toolchain/go.mod"), "utf8");

describe("versions", () => {
  it.each([
    ["go.etcd.io/etcd/server/v3", versions.etcd],
    ["helm.sh/helm/v3", versions.helm],
    ["k8s.io/kubernetes", versions.kubernetes],
    ["sigs.k8s.io/kwok", versions.kwok],
    ["github.com/pulumi/pulumi/pkg/v3", versions.pulumi],
    ["github.com/pulumi/pulumi/sdk/v3", versions.pulumi],
  ])("are those of toolchain/go.mod: %s", (module, version) => {
    expect(goMod).toMatch(new RegExp(`^\\t${module.replaceAll(".", "\\.")} v${version.replaceAll(".", "\\.")}$`, "m"));
  });

  it("name the Go version that toolchain/go.mod asks for", () => {
    expect(goMod).toContain(`\ngo ${versions.go}\n`);
  });

  it.each([
    ["etcd", versions.etcd],
    ["helm", versions.helm],
    ["kubectl", versions.kubernetes],
    ["kubernetes", versions.kubernetes],
    ["kwok", versions.kwok],
    ["prometheus", versions.prometheus],
    ["pulumi", versions.pulumi],
  ] as const)("are good enough on PATH: %s", (name, version) => {
    expect(semver.satisfies(version, acceptedOnPath[name])).toBe(true);
  });
});

describe("versions.prometheusOperator", () => {
  it("is the one whose CRDs preflight names", () => {
    const [said] = judged(customResources, { monitoring: { serviceMonitor: true } }, { operatorKinds: "absent" });
    expect(said).toContain(`/prometheus-operator/v${versions.prometheusOperator}/example/`);
  });
});

describe("installedVersion", () => {
  it("is the version of a package in node_modules", () => {
    expect(installedVersion(project, "@pulumi/kubernetes")).toMatch(/^4\.\d+\.\d+$/);
  });
});
