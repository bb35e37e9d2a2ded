import { outputWarnings } from "../../../settings/sidekickOutputs/outputWarnings";
import { everyField } from "./everyField";
import { parsed } from "./parsed";

const ofCloudRun =
  "falco:sidekick.outputs.gcp.cloudrun: falcosidekick does not check the certificate of the function: whoever is on the way reads the JWT.";
const ofAlertmanager =
  "falco:sidekick.outputs.alertmanager: falcosidekick makes a label of each event's time, so Alertmanager takes no two for the same alert. A fixed label takes its place; docs/outputs.md has more.\n" +
  "      npx pulumi config set --path falco:sidekick.outputs.alertmanager.extralabels.evt_time any";

describe("outputWarnings", () => {
  it("says that Cloud Run's certificate is not checked, that Alertmanager groups nothing, and nothing of all others", () => {
    expect(outputWarnings(parsed(everyField))).toEqual([ofCloudRun, ofAlertmanager]);
    expect(outputWarnings(parsed({ ...everyField, alertmanager: undefined, gcp: undefined }))).toEqual([]);
  });

  it("has nothing against an Alertmanager that gets a fixed label for the time", () => {
    const alertmanager = { hostport: ["http://a:9093"], extralabels: { evt_time: "any", proc_pid: "any" } };
    expect(outputWarnings(parsed({ alertmanager }))).toEqual([]);
  });
});
