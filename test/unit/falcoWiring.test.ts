import { at, recordStack } from "./fixtures";
import { only } from "./record";

const [release, secret] = ["kubernetes:helm.sh/v3:Release", "kubernetes:core/v1:Secret"];

describe("Falco in a stack", () => {
  it("mounts the Secret of its certificate and posts to the stack's Falcosidekick", async () => {
    const { resources } = await recordStack({ sidekick: { namespace: "alerts" }, driver: "kmod", priority: "warning" });
    expect(only(resources, release, "falco-falco").inputs).toMatchObject({
      name: "falco",
      namespace: "falco",
      chart: "falco",
      version: "8.0.5",
      values: {
        certs: { existingSecret: "falco-grpc-server" },
        driver: { kind: "kmod" },
        falco: { priority: "warning", http_output: { url: "http://falcosidekick.alerts.svc:2801" } },
      },
    });
  });

  it("is called by a name in its certificate, by an exporter with the Secret that its chart mounts", async () => {
    const { resources } = await recordStack();
    const { values } = only(resources, release, "falco-exporter").inputs;
    const { dnsNames } = only(resources, "tls:index/certRequest:CertRequest", "falco-tls-server-request").inputs;
    expect(dnsNames).toContain(at(values, "falco", "grpcHostname"));
    const { metadata } = only(resources, secret, "falco-tls-client-exporter-secret").inputs;
    expect(at(metadata, "name")).toBe(`${String(at(values, "fullnameOverride"))}-certs`);
  });
});
