import type { AnyObject } from "../answers";
import type { ClusterFacts } from "../facts";
import { isUsable, releasesIn, revisionsOf } from "../ownership";
import type { PlannedRelease } from "../plan";
import type { Check, Result } from "./check";

/**
 * States of a release's last revision out of which Helm doesn't come by itself (helm 3.18.6, pkg/action/upgrade.go and
 * install.go). `failed` isn't among them: the next upgrade goes over it.
 */
const waysOut: Readonly<Record<string, WayOut>> = {
  "pending-install": forgotten,
  "pending-upgrade": forgotten,
  "pending-rollback": forgotten,
  uninstalling: madeAnew,
  uninstalled: madeAnew,
};

type WayOut = (release: PlannedRelease, revisions: readonly AnyObject[], stack: string) => string;

/** Releases that a killed pulumi or helm has left in the middle of something: each `up` would fail at them. */
export const interruptedReleases: Check = (plan, facts) =>
  plan.releases.flatMap((release): Result[] => {
    const found = facts.namespaces[release.namespace];
    if (typeof found !== "object" || !isUsable(plan, found)) return [];
    const revisions = revisionsOf(facts, release);
    const revision = revisions.at(-1);
    if (revision === undefined) return [];
    const status = revision.labels["status"] ?? "";
    const wayOut = waysOut[status];
    const since = revision.created === undefined ? "" : `, since ${revision.created}`;
    if (wayOut === undefined) return isUnknownToState(release, facts) ? [unknownToState(release, status, since)] : [];
    return [
      {
        severity: "error",
        message:
          `The Helm release ${release.name} in namespace ${release.namespace} is ${status}${since}: a pulumi or helm was ended in the middle of it, and Helm goes on with no such release. ` +
          "If another one is at work on it right now, it looks the same: wait for that one.",
        repair: wayOut(release, revisions, plan.stack),
      },
    ];
  });

/** A release that Pulumi installed, and its state doesn't have: an `up` was killed before it could write that down. */
const isUnknownToState = ({ name, namespace }: PlannedRelease, facts: ClusterFacts): boolean =>
  facts.deployed.releases !== undefined &&
  !facts.deployed.releases.some((release) => release.name === name && release.namespace === namespace) &&
  releasesIn(facts, namespace).some((release) => release.name === name && release.byPulumi);

const unknownToState = (release: PlannedRelease, status: string, since: string): Result => ({
  severity: "error",
  message:
    `The Helm release ${release.name} in namespace ${release.namespace} is ${status}${since}, and Pulumi's state doesn't have it: ` +
    "an up was killed before it could write that down, or Pulumi was made to forget it, and Helm installs no release twice.",
  repair: forgetAll(release, "the next up installs it over what is there. Not where a stack of another backend has it"),
});

const forgetAll = ({ name, namespace }: PlannedRelease, then: string): string =>
  `kubectl delete secret --selector owner=helm,name=${name} --namespace ${namespace}    # Helm's records of the release; ${then}`;

/**
 * Helm compares with its last revision, and keeps what objects have beyond that (three-way merge, helm 3.18.6): once the record
 * of the attempt is deleted, what the attempt has added stays, unless the settings still ask for it. A rollback knows the attempt.
 */
function forgotten({ name, namespace }: PlannedRelease, revisions: readonly AnyObject[]): string {
  const secret = revisions.at(-1)?.name ?? "";
  const good = ["deployed", "superseded"]
    .map((status) => revisions.findLast(({ labels }) => labels["status"] === status)?.labels["version"])
    .find((version) => version !== undefined);
  const forget = `kubectl delete secret ${secret} --namespace ${namespace}    # `;
  return good === undefined
    ? `${forget}Helm's record of the attempt; pods, volumes and the stack's Secrets stay`
    : [
        `helm rollback ${name} ${good} --namespace ${namespace}    # to what was there before; the next up changes what the settings change`,
        `or ${forget}without helm, and only with the settings of that up: what it has added stays`,
      ].join("\n");
}

/** Without any revision the release has to go from Pulumi's state too, so that it is installed again. */
function madeAnew(release: PlannedRelease, _: readonly AnyObject[], stack: string): string {
  return [
    forgetAll(release, "volumes and the stack's Secrets stay"),
    `npx pulumi refresh -s ${stack}    # Pulumi finds out that the release is gone; the next up installs it`,
    `or npx pulumi destroy -s ${stack}    # where all of the stack was to go`,
  ].join("\n");
}
