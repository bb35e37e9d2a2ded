import * as pulumi from "@pulumi/pulumi";
import { preflight } from "../../../preflight/preflight";
import { settingsFrom } from "../../../settings/settings";
import { FakeCluster } from "./fakeCluster";

const now = new Date("2026-11-25T00:00:00Z");
const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
const warnings = () => warn.mock.calls.map(([message]) => message);

/** Pulumi as it is in a stack whose last `up` left these outputs. */
const deployedBefore = (outputs: Record<string, unknown>, preview = false) =>
  pulumi.runtime.setMocks(
    { newResource: ({ name }) => ({ id: name, state: { name, outputs, secretOutputNames: [] } }), call: () => ({}) },
    "falco",
    "dev",
    preview,
  );

let cluster: FakeCluster;
beforeEach(async () => {
  warn.mockClear();
  cluster = new FakeCluster();
  await cluster.start();
  cluster.kubeconfig(["only"]);
});
afterEach(() => {
  cluster.stop();
});

describe("preflight", () => {
  it("finds the cluster, and nothing to warn of before the first up", async () => {
    await deployedBefore({});
    expect(await preflight(settingsFrom({}), "organization/falco/dev", now)).toEqual({ clusterUid: "u-1" });
    expect(warnings()).toEqual([]);
  });

  it.each([false, true])(
    "warns of certificates in their last days and of settings with a price (preview: %s)",
    async (preview) => {
      await deployedBefore({ certificatesExpire: "2026-12-05T00:00:00Z" }, preview);
      await preflight(settingsFrom({ driver: "ebpf" }), "organization/falco/dev", now);
      expect(warnings()).toEqual([
        expect.stringMatching(/^falco:driver is ebpf/),
        expect.stringMatching(/^Certificates of Falco's gRPC link expire on 2026-12-05T00:00:00Z, in 10 days\./),
      ]);
    },
  );

  it.each([false, true])("refuses another cluster than the stack's own (preview: %s)", async (preview) => {
    await deployedBefore({ clusterUid: "u-0" }, preview);
    await expect(preflight(settingsFrom({}), "organization/falco/dev", now)).rejects.toThrow(
      "The kubeconfig leads to another cluster (u-1) than the one that stack organization/falco/dev was deployed to (u-0). Nothing was changed.",
    );
  });

  it("refuses to deploy to a cluster that doesn't answer", async () => {
    await deployedBefore({ clusterUid: "u-0" });
    cluster.kubeconfig(["only"], "http://127.0.0.1:9");
    const error: unknown = await preflight(settingsFrom({}), "organization/falco/dev", now).catch(
      (reason: unknown) => reason,
    );
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(String(error)).toMatch(/Cluster only .*ECONNREFUSED.*Nothing was changed\.$/);
  });

  it("previews without the cluster, by what the last up knew of it", async () => {
    await deployedBefore({ clusterUid: "u-0" }, true);
    cluster.kubeconfig(["only"], "http://127.0.0.1:9");
    expect(await preflight(settingsFrom({}), "organization/falco/dev", now)).toEqual({ clusterUid: "u-0" });
    expect(warnings()).toEqual([expect.stringMatching(/This preview goes by what the last up knew of it\.$/)]);
  });
});
