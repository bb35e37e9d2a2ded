import type { AnyObject } from "./answers";
import type { ClusterFacts } from "./facts";
import type { Lookup } from "./inquiry";
import type { LastDeployment } from "./lastDeployment";
import type { PlannedRelease } from "./plan";

/** On all that a stack makes itself: `<organization>/<project>/<stack>`. */
export const ownerAnnotation = "falco-stack/owner";
/** On a namespace that somebody else made, and lends to a stack. */
export const usedByAnnotation = "falco-stack/used-by";

export const ownerOf = ({ annotations }: Pick<AnyObject, "annotations">): string | undefined =>
  annotations[ownerAnnotation];

/** The stack that may use a namespace without owning it. */
export const lentTo = ({ annotations }: Pick<AnyObject, "annotations">): string | undefined =>
  annotations[usedByAnnotation];

/** The stack's name, and the one that it had at its last `up`. */
export interface Owner {
  readonly owner: string;
  readonly formerOwner?: string | undefined;
}

/** Whether this stack made an object. */
export const isOwn = ({ owner, formerOwner }: Owner, object: Pick<AnyObject, "annotations">): boolean =>
  ownerOf(object) !== undefined && [owner, formerOwner].includes(ownerOf(object));

/** Whether this stack made a namespace: under its former name it says so of those alone whose uids it has kept. */
export const isOwnNamespace = (stack: Owner, { namespaceUids }: LastDeployment, found: AnyObject): boolean =>
  ownerOf(found) === stack.owner || (isOwn(stack, found) && isTheSame(namespaceUids, found));

/** Whether a namespace is the one whose uid was kept. */
export const isTheSame = (uids: LastDeployment["namespaceUids"], { name, uid }: AnyObject): boolean =>
  uid !== undefined && uids?.[name] === uid;

/** The stack that a namespace belongs to, or is lent to, where that is another one. */
export function anotherStack(stack: Owner, last: LastDeployment, found: Lookup<AnyObject>): string | undefined {
  if (typeof found !== "object" || isOwnNamespace(stack, last, found) || isLent(stack, found)) return undefined;
  return ownerOf(found) ?? lentTo(found);
}

/** Whether somebody lends a namespace to this stack. */
export const isLent = ({ owner, formerOwner }: Owner, object: Pick<AnyObject, "annotations">): boolean =>
  ownerOf(object) === undefined && lentTo(object) !== undefined && [owner, formerOwner].includes(lentTo(object));

/** A release as Helm knows it. */
export interface HelmRelease {
  readonly name: string;
  /** One of its revisions was written by Pulumi. */
  readonly byPulumi: boolean;
}

/** The Secrets in which Helm keeps the revisions of all releases in a namespace. */
const revisionsIn = ({ helmSecrets }: ClusterFacts, namespace: string): readonly AnyObject[] =>
  (helmSecrets[namespace] ?? []).filter(({ name }) => name.startsWith("sh.helm.release.v1."));

/** Those of one release, the last one at the end. */
export const revisionsOf = (facts: ClusterFacts, release: PlannedRelease): readonly AnyObject[] =>
  revisionsIn(facts, release.namespace)
    .filter(({ labels }) => labels["name"] === release.name)
    .sort((one, other) => Number(one.labels["version"]) - Number(other.labels["version"]));

/** Helm's releases in a namespace. */
export const releasesIn = (facts: ClusterFacts, namespace: string): readonly HelmRelease[] => {
  const revisions = revisionsIn(facts, namespace);
  const names = [...new Set(revisions.map(({ labels }) => labels["name"] ?? ""))];
  return names.sort().map((name) => ({
    name,
    byPulumi: revisions.some(
      ({ labels, managers }) => labels["name"] === name && managers.some((manager) => manager.startsWith("pulumi")),
    ),
  }));
};

/** The Helm release that an object belongs to, as `<namespace>/<name>`. */
export const releaseOf = ({ annotations }: AnyObject): string | undefined => {
  const [namespace, name] = [annotations["meta.helm.sh/release-namespace"], annotations["meta.helm.sh/release-name"]];
  return namespace !== undefined && name !== undefined ? `${namespace}/${name}` : undefined;
};
