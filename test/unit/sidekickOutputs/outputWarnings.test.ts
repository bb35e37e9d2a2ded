import { outputWarnings } from "../../../settings/sidekickOutputs/outputWarnings";
import { everyField } from "./everyField";
import { parsed } from "./parsed";

describe("outputWarnings", () => {
  it("says that Cloud Run's certificate is not checked, and nothing of all others", () => {
    expect(outputWarnings(parsed(everyField))).toEqual([
      "falco:sidekick.outputs.gcp.cloudrun: falcosidekick does not check the certificate of the function: whoever is on the way reads the JWT.",
    ]);
    expect(outputWarnings(parsed({ ...everyField, gcp: { storage: { bucket: "b" } } }))).toEqual([]);
  });
});
