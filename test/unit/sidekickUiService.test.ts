import { SidekickUiService } from "../../components/sidekickUiService";
import { only, record } from "./record";

describe("SidekickUiService", () => {
  it("opens the UI's pods on a port of every node", async () => {
    const { resources } = await record(
      (options) =>
        new SidekickUiService(
          "falco-ui",
          {
            serviceName: "falcosidekick-ui-nodeport",
            namespace: "falco-sidekick",
            releaseName: "falcosidekick",
            port: 2802,
            nodePort: 32000,
            annotations: {},
            labels: { cluster: "north" },
          },
          options,
        ),
    );
    const { inputs } = only(resources, "kubernetes:core/v1:Service", "falco-ui");
    expect(inputs["metadata"]).toMatchObject({
      name: "falcosidekick-ui-nodeport",
      namespace: "falco-sidekick",
      labels: { cluster: "north" },
    });
    expect(inputs["spec"]).toEqual({
      type: "NodePort",
      selector: {
        "app.kubernetes.io/name": "falcosidekick",
        "app.kubernetes.io/instance": "falcosidekick",
        "app.kubernetes.io/component": "ui",
      },
      ports: [{ name: "http", port: 2802, targetPort: 2802, nodePort: 32000, protocol: "TCP" }],
    });
  });
});
