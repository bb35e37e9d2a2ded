import { exporter as withExporter, native, withThresholds } from "../../../unit/alerts/alertArgs";
import { course, one, type AlertBehaviour } from "./alertBehaviour";
import { falco, inFalco } from "./scraped";

const fires = [{ cluster: "prod-1", ...inFalco("warning") }];

const rules = (n: number, file: string, sha256: string) =>
  one("falcosecurity_falco_sha256_rules_files_info", { ...falco(n), file_name: file, sha256 });
const others = { [rules(1, "custom.yaml", "c")]: "1x300", [rules(2, "custom.yaml", "c")]: "1x300" };
/** Node-2 gets the rules of node-1 in minute 100. */
const different = {
  ...others,
  [rules(1, "falco_rules.yaml", "a")]: "1x300",
  [rules(2, "falco_rules.yaml", "b")]: "1x99 stale",
  [rules(2, "falco_rules.yaml", "a")]: "_x100 1x200",
};
const rulesDiffer = course("FalcoRulesDiffer", native, different);
const missing = course("FalcoRulesDiffer", native, { ...others, [rules(1, "falco_rules.yaml", "a")]: "1x300" });
const differ = (count: number) => ({
  summary: "The rules file falco_rules.yaml is not the same on all nodes (cluster prod-1)",
  description:
    `${count} content(s) of the rules file falco_rules.yaml are on some nodes only: an event that is an alert on one ` +
    "may be none on another.",
});

const version = (n: number, name: string) => one("falcosecurity_falco_version_info", { ...falco(n), version: name });
const versions = {
  [version(1, "0.44.1")]: "1x300",
  [version(2, "0.43.1")]: "1x99 stale",
  [version(2, "0.44.1")]: "_x100 1x200",
};
const versionsDiffer = course("FalcoVersionsDiffer", native, versions);

const image = (n: number, spec: string, more: Readonly<Record<string, string>> = {}) =>
  one("kube_pod_container_info", {
    namespace: "falco",
    pod: `falco-${n}aaaa`,
    uid: `${n}`,
    container: "falco",
    image_spec: spec,
    image: "docker.io/falcosecurity/falco:0.43.1",
    ...more,
  });
const imagesDiffer = course("FalcoVersionsDiffer", withExporter, {
  [image(1, "falco:0.43.1")]: "1x300",
  [image(2, "falco:0.43.0")]: "1x99 stale",
  [image(3, "falco:0.43.1")]: "_x100 1x200",
});
const versionSummary = "Falco is not of the same version on all nodes";

export const driftBehaviours: readonly AlertBehaviour[] = [
  rulesDiffer.fires(
    60,
    "when a file has differed between nodes for an hour",
    [{ cluster: "prod-1", file_name: "falco_rules.yaml", ...inFalco("warning") }],
    differ(2),
  ),
  missing.fires(
    60,
    "when a node hasn't had a file for an hour",
    [{ cluster: "prod-1", file_name: "falco_rules.yaml", ...inFalco("warning") }],
    differ(1),
  ),
  rulesDiffer.isSilent(59, "for less"),
  course("FalcoRulesDiffer", native, {
    ...others,
    [rules(1, "custom.yaml", "d")]: "1x300",
    [rules(2, "custom.yaml", "d")]: "1x300",
  }).isSilent(90, "when two directories of each node have a file of the same name"),
  course("FalcoRulesDiffer", withThresholds(native, { differMinutes: 120 }), different).isSilent(
    90,
    "while settings allow it",
  ),
  rulesDiffer.resolves(100, "once they are the same"),

  versionsDiffer.fires(60, "when versions have differed for an hour", fires, {
    summary: `${versionSummary} (cluster prod-1)`,
    description: "2 versions of Falco run at the same time, for longer than a rollout takes.",
  }),
  versionsDiffer.isSilent(59, "for less"),
  course("FalcoVersionsDiffer", native, {
    [version(1, "0.44.1")]: "1x90",
    [one("falcosecurity_falco_version_info", { ...falco(2), cluster: "prod-2", version: "0.43.1" })]: "1x90",
  }).isSilent(90, "when it is another cluster's that differs"),
  course("FalcoVersionsDiffer", withThresholds(native, { differMinutes: 120 }), versions).isSilent(
    90,
    "while settings allow it",
  ),
  versionsDiffer.resolves(100, "once they are the same"),

  imagesDiffer.fires(60, "when images have differed for an hour", [inFalco("warning")], {
    summary: versionSummary,
    description: "Falco runs from 2 different images at the same time, for longer than a rollout takes.",
  }),
  imagesDiffer.isSilent(59, "for less"),
  course("FalcoVersionsDiffer", withExporter, {
    [image(1, "falco:0.43.1")]: "1x90",
    [image(2, "falco:0.43.1", { image: "mirror.example.com/falco:0.43.1" })]: "1x90",
    [image(1, "falcoctl:0.11", { container: "falcoctl-artifact-follow" })]: "1x90",
    [image(1, "falco-exporter:0.8.7", { pod: "falco-exporter-1aaaa" })]: "1x90",
  }).isSilent(90, "when a runtime has another name for the same image, and about other containers"),
  imagesDiffer.resolves(100, "once they are the same"),
];
