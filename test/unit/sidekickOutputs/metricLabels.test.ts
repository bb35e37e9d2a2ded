import { settingsFrom } from "../../../settings/settings";
import { metricLabelFaults, metricLabelWarnings } from "../../../settings/sidekickOutputs/metricLabels";

// Every field that is refused stands in test/unit/refused/monitoring.ts, with its message.

describe("metricLabelFaults", () => {
  it.each([
    "user.name",
    "proc.name",
    "proc.pname",
    "container.image.repository",
    "container.name",
    "evt.type",
    "evt.dir",
    "fd.type",
    "fd.l4proto",
    "user.loginname",
    "k8s.deployment.name",
    "ka.verb",
    "ct.user.identitytype",
  ])("takes %s", (field) => {
    expect(metricLabelFaults([field])).toEqual([]);
  });
});

describe("metricLabelWarnings", () => {
  it("has nothing to say of fields that are known to have few values, and of templates of them", () => {
    const labels = ["user.name", "proc.name", "container.image.repository"];
    expect(metricLabelWarnings(labels, { who: '{{ index . "user.name" }}', note: "proc . cmdline" })).toEqual([]);
  });

  it("warns of any other label", () => {
    expect(metricLabelWarnings(["proc.name", "evt.type"], {})).toEqual([
      "falco:sidekick.metricLabels[1] is evt.type: for all this stack knows its values are without number, and Prometheus keeps series for each. Known to be few: user.name, proc.name, container.image.repository.",
    ]);
  });

  it("warns of templates with fields that must not be labels, as each is one", () => {
    expect(metricLabelWarnings([], { what: '{{ index . "user.name" }}: {{ index . "proc.cmdline" }}' })).toEqual([
      "falco:sidekick.templatedFields.what holds proc.cmdline and becomes a label of Falcosidekick's metrics too: arguments and variables hold passwords, and hardly one is like another.",
    ]);
  });

  it("reach users while there is a Falcosidekick", () => {
    const warnings = (enabled: boolean) =>
      settingsFrom({ metricsSource: "native", sidekick: { enabled, metricLabels: ["evt.type"] } }).warnings;
    expect(warnings(true)).toEqual([expect.stringMatching(/^falco:sidekick.metricLabels\[0\] is evt.type/)]);
    expect(warnings(false)).toEqual([]);
  });
});
