import type { AnyObject } from "../answers";
import { isLent, isOwn, revisionsOf } from "../ownership";
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
    if (typeof found !== "object" || !(isOwn(plan, found) || isLent(plan, found))) return [];
    const revisions = revisionsOf(facts, release);
    const revision = revisions.at(-1);
    const status = revision?.labels["status"] ?? "";
    const wayOut = waysOut[status];
    if (revision === undefined || wayOut === undefined) return [];
    const since = revision.created === undefined ? "" : `, since ${revision.created}`;
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

/**
 * The revision before is the last one then, and Helm takes the objects that are there for the release's. Pulumi, though, sees a
 * change of the settings only: with the same ones as before, the objects are put back by Helm itself.
 */
function forgotten({ name, namespace }: PlannedRelease, revisions: readonly AnyObject[]): string {
  const secret = revisions.at(-1)?.name ?? "";
  const good = ["deployed", "superseded"]
    .map((status) => revisions.findLast(({ labels }) => labels["status"] === status)?.labels["version"])
    .find((version) => version !== undefined);
  return [
    `kubectl delete secret ${secret} --namespace ${namespace}    # Helm's record of the attempt; pods, volumes and the stack's Secrets stay`,
    ...(good === undefined
      ? []
      : [
          `or helm rollback ${name} ${good} --namespace ${namespace}    # where the change was taken back from the settings`,
        ]),
  ].join("\n");
}

/** Without any revision the release has to go from Pulumi's state too, so that it is installed again. */
function madeAnew({ name, namespace }: PlannedRelease, _: readonly AnyObject[], stack: string): string {
  return [
    `kubectl delete secret --selector owner=helm,name=${name} --namespace ${namespace}    # Helm's records of the release; volumes and the stack's Secrets stay`,
    `npx pulumi refresh -s ${stack}    # Pulumi finds out that the release is gone; the next up installs it`,
    `or npx pulumi destroy -s ${stack}    # where all of the stack was to go`,
  ].join("\n");
}
