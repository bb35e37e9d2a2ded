import type { ReleaseDescriptions } from "../components/helmRelease";
import type { Deployed, DeployedObject, DeployedRelease } from "./deployed";
import type { ClusterFacts, FoundDeployed } from "./facts";
import { releasesIn } from "./ownership";

type Found = FoundDeployed["objects"][number];

/** Helm's Secrets are read up to this many; of more nobody can say what is missing. */
const page = 500;

/** Releases that the state has, and Helm has no record of. */
export const lostReleases = (facts: ClusterFacts): readonly DeployedRelease[] =>
  (facts.deployed.releases ?? []).filter(({ namespace, name }) => {
    const secrets = facts.helmSecrets[namespace];
    if (secrets === undefined || secrets.length >= page) return false;
    return !releasesIn(facts, namespace).some((release) => release.name === name);
  });

/** Objects that Pulumi itself has made and that are gone: only a `refresh` tells its state so. */
export const lostObjects = ({ deployed }: ClusterFacts): readonly DeployedObject[] =>
  deployed.objects.filter(({ release, live }) => release === undefined && live === "absent");

const wantsNoPod = ({ live }: Found): boolean => typeof live === "object" && live.wanted === 0;

/** DaemonSets that somebody has changed so that they want no pod: what was added, Helm doesn't take away. */
export const emptiedDaemonSets = ({ deployed }: ClusterFacts): readonly Found[] =>
  deployed.objects.filter(
    (object) =>
      object.kind === "DaemonSet" &&
      wantsNoPod(object) &&
      typeof object.live === "object" &&
      object.live.changedBy.length > 0,
  );

/** Objects of releases that Helm puts back when it writes the release again: those that are gone, or scaled to nothing. */
export const toWriteAgain = (facts: ClusterFacts): readonly Found[] => {
  const lost = lostReleases(facts).map(({ namespace, name }) => `${namespace}/${name}`);
  return facts.deployed.objects.filter(
    (object) =>
      object.release !== undefined &&
      !lost.includes(object.release) &&
      (object.live === "absent" || (object.kind !== "DaemonSet" && wantsNoPod(object))),
  );
};

/** An object as people know it. */
export const shownObject = ({ kind, namespace, name }: DeployedObject): string =>
  `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;

/**
 * What Helm's history is to say of releases. Another text than the last changes no pod: so it changes where something is
 * missing, and stays as it is after that.
 */
export const releaseDescriptions = (deployed: Deployed | undefined, facts?: ClusterFacts): ReleaseDescriptions => {
  const missing = facts ? toWriteAgain(facts) : [];
  const descriptions: Record<string, Record<string, string>> = {};
  for (const { namespace, name, description } of deployed?.releases ?? []) {
    const again = missing.filter(({ release }) => release === `${namespace}/${name}`);
    const last = /\((\d+)\)/.exec(description ?? "")?.[1] ?? "0";
    const text =
      again.length > 0 ? `Written again (${Number(last) + 1}): ${again.map(shownObject).join(", ")}` : description;
    if (text !== undefined) descriptions[namespace] = { ...descriptions[namespace], [name]: text };
  }
  return descriptions;
};
