import type {
  AnyObject,
  Claim,
  ClusterNodes,
  DaemonSet,
  LimitRange,
  LiveObject,
  NodePortService,
  Quota,
} from "./answers";
import type { DeployedObject, DeployedRelease } from "./deployed";
import type { Lookup, Unanswered } from "./inquiry";
import type { ClusterWide, PlannedGuest } from "./plan";
import type { PrometheusReader } from "./prometheusAnswers";
import type { SecretTexts } from "./secrets/secretTexts";
import type { Tried } from "./trials";

/** What the cluster says of itself; undefined is what wasn't asked, or wasn't answered. */
export interface ClusterFacts {
  /** When all this was so. */
  readonly now: Date;
  readonly unanswered: readonly Unanswered[];
  readonly nodes: ClusterNodes | undefined;
  /** By name. */
  readonly namespaces: Named<AnyObject>;
  readonly deployed: FoundDeployed;
  /** `v1.33.1`. */
  readonly version: string | undefined;
  /** Group and version of every API. */
  readonly apiVersions: readonly string[] | undefined;
  /** Kinds of objects that the Prometheus operator's CRDs add. */
  readonly operatorKinds: Lookup<readonly string[]>;
  /** Those of all namespaces. */
  readonly daemonSets: readonly DaemonSet[] | undefined;
  /** What reads ServiceMonitors and PrometheusRules; undefined where not all of it may be looked at. */
  readonly prometheusReaders: readonly PrometheusReader[] | undefined;
  /** By namespace: the Secrets in which Helm keeps its releases, one for each revision. */
  readonly helmSecrets: InNamespaces<readonly AnyObject[]>;
  /** By namespace, of those that the stack leaves. */
  readonly claims: InNamespaces<readonly AnyObject[]>;
  readonly quotas: InNamespaces<readonly Quota[]>;
  readonly limitRanges: InNamespaces<readonly LimitRange[]>;
  readonly clusterWide: readonly (ClusterWide & { readonly object: Lookup<AnyObject> })[];
  readonly guests: readonly (PlannedGuest & { readonly object: Lookup<AnyObject> })[];
  /** Services with ports on the nodes. */
  readonly nodePorts: readonly NodePortService[] | undefined;
  readonly storageClasses: readonly AnyObject[] | undefined;
  /** By name. */
  readonly priorityClasses: Named<AnyObject>;
  /** Volume claims of redis' StatefulSet. */
  readonly redisClaims: Lookup<readonly Claim[]>;
  /** Secrets that settings name, by `<namespace>/<name>`. */
  readonly secrets: Named<SecretTexts>;
  /** What admission refused of what the charts make. */
  readonly tried: readonly Tried[];
  /** Whether service accounts, by name, may use the security context constraints that they need on OpenShift. */
  readonly sccUse: Named<boolean>;
}

/** What the stack's state takes to be in the cluster, and what is. */
export interface FoundDeployed {
  readonly objects: readonly (DeployedObject & { readonly live: Lookup<LiveObject> })[];
  /** Undefined where the engine doesn't say. */
  readonly releases: readonly DeployedRelease[] | undefined;
}

type InNamespaces<T> = Readonly<Record<string, T | undefined>>;
type Named<T> = Readonly<Record<string, Lookup<T>>>;

/** What is found out of a cluster that isn't looked at. */
export const noFacts: ClusterFacts = {
  now: new Date(0),
  unanswered: [],
  nodes: undefined,
  namespaces: {},
  deployed: { objects: [], releases: undefined },
  version: undefined,
  apiVersions: undefined,
  operatorKinds: undefined,
  daemonSets: undefined,
  prometheusReaders: undefined,
  helmSecrets: {},
  claims: {},
  quotas: {},
  limitRanges: {},
  clusterWide: [],
  guests: [],
  nodePorts: undefined,
  storageClasses: undefined,
  priorityClasses: {},
  redisClaims: undefined,
  secrets: {},
  tried: [],
  sccUse: {},
};
