import type { AnyObject } from "./answers";
import type { ClusterFacts, FoundDeployed } from "./facts";
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

/** The stack's name, and what its last `up` left: the name that it had then is perhaps another stack's by now. */
export interface Owner {
  readonly owner: string;
  readonly last: LastDeployment;
}

type Marked = Pick<AnyObject, "annotations" | "uid">;

/** Whether this stack made an object: under its former name those alone that its state has by their uids. */
export const isOwn = (stack: Owner, { objects }: Pick<FoundDeployed, "objects">, object: Marked): boolean =>
  ownerOf(object) === stack.owner ||
  (isOfFormerName(stack, object) && objects.some(({ uid }) => uid !== undefined && uid === object.uid));

export const isOfFormerName = ({ last }: Owner, object: Pick<AnyObject, "annotations">): boolean =>
  last.owner !== undefined && ownerOf(object) === last.owner;

/** Whether this stack made a namespace: under its former name those alone whose uids it has kept. */
export const isOwnNamespace = (stack: Owner, found: AnyObject): boolean =>
  ownerOf(found) === stack.owner || (isOfFormerName(stack, found) && isTheSame(stack.last.namespaceUids, found));

/** Whether a namespace is this stack's, or lent to it. */
export const isUsable = (stack: Owner, found: AnyObject): boolean =>
  isOwnNamespace(stack, found) || isLent(stack, found);

/** Whether a namespace is the one whose uid was kept. */
export const isTheSame = (uids: LastDeployment["namespaceUids"], { name, uid }: AnyObject): boolean =>
  uid !== undefined && uids?.[name] === uid;

/** The stack that a namespace belongs to, or is lent to, where that is another one. */
export function anotherStack(stack: Owner, found: Lookup<AnyObject>): string | undefined {
  if (typeof found !== "object" || isUsable(stack, found)) return undefined;
  return ownerOf(found) ?? lentTo(found);
}

/** Whether somebody lends a namespace to this stack: under its former name one that it used. */
export const isLent = ({ owner, last }: Owner, found: Pick<AnyObject, "annotations" | "name">): boolean => {
  const to = ownerOf(found) === undefined ? lentTo(found) : undefined;
  return to === owner || (to !== undefined && to === last.owner && last.existingNamespaces.includes(found.name));
};

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
