import * as pulumi from "@pulumi/pulumi";
import type { Deployed } from "../../../preflight/deployed";
import { exporterFiles } from "../../../preflight/exporterFiles";
import { noFacts } from "../../../preflight/facts";
import { neverDeployed } from "../../../preflight/lastDeployment";
import { SecretTexts } from "../../../preflight/secrets/secretTexts";
import { owner, plan } from "./constructed";

const users = plan({ certificates: { existingSecrets: { server: "mine" } } });
const texts = { "client.key": "k", "client.crt": "c", "ca.crt": "ca" };
const shown = (annotations: Record<string, string> = {}) => ({
  ...noFacts,
  secrets: { "falco/falco-exporter-certs": new SecretTexts(texts, "Opaque", annotations) },
});
const deployed = (name: string, namespace = "falco", kind = "Secret"): Deployed => ({
  objects: [{ apiVersion: "v1", kind, name, namespace }],
  releases: [],
});
const nothing: Deployed = { objects: [], releases: [] };
const issued = { ...neverDeployed, namespace: "falco", certificatesExpire: "2027-01-01T00:00:00Z" };

/** What is known of the Secret that the exporter's chart wants, where the user names none for it. */
const known = async (facts: typeof noFacts, last: typeof neverDeployed, state: Deployed | undefined) => {
  const files = exporterFiles({ ...users, last }, facts, state);
  return typeof files === "object" ? new Promise((resolve) => pulumi.output(files).apply(resolve)) : files;
};

describe("exporterFiles", () => {
  it.each([
    ["is in the state, whoever wrote into it since", shown(), neverDeployed, deployed("falco-exporter-certs"), texts],
    ["says so itself", shown({ "falco-stack/owner": owner }), neverDeployed, nothing, texts],
    ["was issued by the last up", shown(), issued, undefined, texts],
    ["is in the state, and can't be looked at", noFacts, neverDeployed, deployed("falco-exporter-certs"), "unknown"],
  ])("keeps a Secret that %s", async (_, facts, last, state, files) => {
    expect(await known(facts, last, state)).toEqual(files);
  });

  it.each([
    ["nothing", nothing],
    ["another Secret", deployed("falco-grpc-server")],
    ["one in another namespace", deployed("falco-exporter-certs", "blue")],
    ["another object", deployed("falco-exporter-certs", "falco", "ConfigMap")],
  ])("leaves to the user what the user made, where the state has %s", async (_, state) => {
    expect(await known(shown(), neverDeployed, state)).toBeUndefined();
    expect(await known(noFacts, neverDeployed, state)).toBeUndefined();
  });
});
