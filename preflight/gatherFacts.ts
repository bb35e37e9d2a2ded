import { sidekickNamespaceOf } from "../components/names";
import type { z } from "zod";
import * as answers from "./answers";
import type { PlannedSecret } from "./existingSecrets";
import type { Deployed } from "./deployed";
import { deployedFacts } from "./deployedFacts";
import { noFacts, type ClusterFacts } from "./facts";
import type { Look, Lookup, Unanswered } from "./inquiry";
import { sccNeeds } from "./openShift";
import type { Plan } from "./plan";
import { prometheusReaders as prometheusReadersOf, type PrometheusReader } from "./prometheusAnswers";
import { triedPods } from "./trials";

/** Nodes, Services and the like are read up to this many. */
const page = "limit=500";

/** What has to be known even where nothing is checked: the nodes' addresses, and whose the namespaces are. */
export async function essentialFacts(look: Look, plan: Plan, unanswered: readonly Unanswered[]): Promise<ClusterFacts> {
  const nodes = look("list nodes", { path: `/api/v1/nodes?${page}` }, answers.nodes);
  const namespaces = byName([...plan.namespaces.map(({ name }) => name), ...plan.leaving], (name) =>
    namespace(look, name),
  );
  const secrets = secretsOf(look, plan.existingSecrets.filter(isCopied));
  return {
    ...noFacts,
    nodes: present(await nodes),
    namespaces: await namespaces,
    secrets: await secrets,
    unanswered,
  };
}

/** The stack puts the exporter's certificate where its chart wants it. */
const isCopied = ({ holds }: PlannedSecret): boolean => holds.kind === "grpc" && holds.side === "client";

/** Asks all at once what the plan gives reason to ask; questions without an answer land in `unanswered`. */
export async function gatherFacts(
  look: Look,
  plan: Plan,
  unanswered: readonly Unanswered[],
  deployed: Promise<Deployed | undefined> = Promise.resolve(undefined),
): Promise<ClusterFacts> {
  const { settings, names } = plan;
  const planned = plan.namespaces.map(({ name }) => name);
  const inNamespaces = <T>(
    of: readonly string[],
    resource: string,
    answer: z.ZodType<T>,
    query = page,
    metadataOf?: "list",
  ) =>
    byName(of, async (name) => {
      const path = `/api/v1/namespaces/${name}/${resource}?${query}`;
      return present(await look(`list ${resource} in namespace ${name}`, { path, metadataOf }, answer));
    });
  const object = (right: string, path: string) => look(right, { path, metadataOf: "object" }, answers.anyObject);
  const hasRedis = settings.sidekick.enabled && settings.ui.enabled;
  const redisNamespace = sidekickNamespaceOf(settings);

  // All of them are under way before the first is awaited; none rejects.
  const asked = {
    essential: essentialFacts(look, plan, unanswered),
    deployed: deployed.then((state) => deployedFacts(look, state)),
    version: look("get /version", { path: "/version" }, answers.version),
    apis: apiFacts(look, plan),
    helmSecrets: deployed.then((state) => {
      // An up that was killed while it left a namespace has written its new outputs already: the state still has releases there.
      const before = state?.releases.map(({ namespace: of }) => of) ?? [];
      const query = `labelSelector=owner%3Dhelm&${page}`;
      return inNamespaces([...new Set([...planned, ...before])], "secrets", answers.anyObjects, query, "list");
    }),
    claims: inNamespaces(plan.leaving, "persistentvolumeclaims", answers.anyObjects, page, "list"),
    daemonSets: look("list daemonsets", { path: `/apis/apps/v1/daemonsets?${page}` }, answers.daemonSets),
    quotas: inNamespaces(planned, "resourcequotas", answers.quotas),
    limitRanges: inNamespaces(planned, "limitranges", answers.limitRanges),
    clusterWide: Promise.all(
      plan.clusterWide.map(async (wanted) => ({
        ...wanted,
        object: await object(`get ${resources[wanted.kind]}`, `/apis/${groups[wanted.kind]}/${wanted.name}`),
      })),
    ),
    guests: Promise.all(
      plan.guests.map(async (guest) => {
        const { api, plural } = guestApis[guest.kind];
        const path = `${api}/namespaces/${guest.namespace}/${plural}/${guest.name}`;
        return { ...guest, object: await object(`get ${plural} in namespace ${guest.namespace}`, path) };
      }),
    ),
    guestNamespaces: byName(
      plan.guests.map(({ namespace: of }) => of).filter((name) => !planned.includes(name)),
      (name) => namespace(look, name),
    ),
    ...((settings.monitoring.serviceMonitor || settings.monitoring.rules === "operator") && {
      operatorKinds: look(`get ${operatorApi}`, { path: operatorApi }, answers.apiKinds),
      prometheusReaders: prometheusReaders(look),
    }),
    ...(hasRedis && settings.ui.service === "NodePort" && { nodePorts: nodePorts(look) }),
    ...(hasRedis &&
      settings.ui.storage.enabled && {
        storageClasses: look(
          "list storageclasses",
          { path: `/apis/storage.k8s.io/v1/storageclasses?${page}`, metadataOf: "list" },
          answers.anyObjects,
        ),
      }),
    priorityClasses: byName(
      plan.pods.flatMap(({ priorityClass }) => priorityClass ?? []),
      (name) => object("get priorityclasses", `/apis/scheduling.k8s.io/v1/priorityclasses/${name}`),
    ),
    ...(hasRedis && {
      redisClaims: look(
        `get statefulsets in namespace ${redisNamespace}`,
        { path: `/apis/apps/v1/namespaces/${redisNamespace}/statefulsets/${names.sidekick}-ui-redis` },
        answers.statefulSet,
      ),
    }),
    secrets: secretsOf(
      look,
      plan.existingSecrets.filter((secret) => !isCopied(secret)),
    ),
  };
  const [essential, apis] = [await asked.essential, await asked.apis];
  const tried = triedPods(look, plan, { ...essential, ...apis });
  return {
    ...essential,
    namespaces: { ...(await asked.guestNamespaces), ...essential.namespaces },
    deployed: await asked.deployed,
    version: present(await asked.version),
    ...apis,
    tried: await tried,
    operatorKinds: await asked.operatorKinds,
    prometheusReaders: await asked.prometheusReaders,
    helmSecrets: await asked.helmSecrets,
    claims: await asked.claims,
    daemonSets: present(await asked.daemonSets),
    quotas: await asked.quotas,
    limitRanges: await asked.limitRanges,
    clusterWide: await asked.clusterWide,
    guests: await asked.guests,
    nodePorts: await asked.nodePorts,
    storageClasses: present(await asked.storageClasses),
    priorityClasses: await asked.priorityClasses,
    redisClaims: await asked.redisClaims,
    secrets: { ...essential.secrets, ...(await asked.secrets) },
  };
}

const resources = {
  ClusterRole: "clusterroles",
  ClusterRoleBinding: "clusterrolebindings",
  SecurityContextConstraints: "securitycontextconstraints",
} as const;
const groups = {
  ClusterRole: "rbac.authorization.k8s.io/v1/clusterroles",
  ClusterRoleBinding: "rbac.authorization.k8s.io/v1/clusterrolebindings",
  SecurityContextConstraints: "security.openshift.io/v1/securitycontextconstraints",
} as const;

const operatorApi = "/apis/monitoring.coreos.com/v1";
const guestApis = {
  Secret: { api: "/api/v1", plural: "secrets" },
  ConfigMap: { api: "/api/v1", plural: "configmaps" },
  ServiceMonitor: { api: operatorApi, plural: "servicemonitors" },
  PrometheusRule: { api: operatorApi, plural: "prometheusrules" },
} as const;

const namespace = (look: Look, name: string) =>
  look("get namespaces", { path: `/api/v1/namespaces/${name}`, metadataOf: "object" }, answers.anyObject);

const secretsOf = (look: Look, wanted: readonly PlannedSecret[]) =>
  byName(
    wanted.map(({ namespace: of, name }) => `${of}/${name}`),
    (key) => {
      const [of = "", name = ""] = key.split("/");
      const path = `/api/v1/namespaces/${of}/secrets/${name}`;
      return look(`get secrets in namespace ${of}`, { path }, answers.secret);
    },
  );

/** All that is known of the API's groups, and of OpenShift's constraints where there are such. */
async function apiFacts(look: Look, plan: Plan): Promise<Pick<ClusterFacts, "apiVersions" | "sccUse">> {
  const apiVersions = present(await look("get /apis", { path: "/apis" }, answers.apiVersions));
  if (!apiVersions?.includes("security.openshift.io/v1")) return { apiVersions, sccUse: {} };
  const answered = sccNeeds(plan).map(async ({ namespace: of, serviceAccount, scc }) => {
    const spec = {
      user: `system:serviceaccount:${of}:${serviceAccount}`,
      groups: ["system:serviceaccounts", `system:serviceaccounts:${of}`, "system:authenticated"],
      resourceAttributes: {
        group: "security.openshift.io",
        resource: "securitycontextconstraints",
        verb: "use",
        namespace: of,
        name: scc,
      },
    };
    const path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
    const body = { apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", spec };
    return [serviceAccount, await look("create subjectaccessreviews", { path, body }, answers.accessReview)] as const;
  });
  const sccUse = Object.fromEntries(await Promise.all(answered));
  return { apiVersions, sccUse };
}

/** All kinds that read what the stack makes for the Prometheus operator. */
async function prometheusReaders(look: Look): Promise<readonly PrometheusReader[] | undefined> {
  const read = (kind: PrometheusReader["kind"], version: string, plural: string) =>
    look(
      `list ${plural}`,
      { path: `/apis/monitoring.coreos.com/${version}/${plural}?${page}` },
      prometheusReadersOf(kind),
    );
  const found = await Promise.all([
    read("Prometheus", "v1", "prometheuses"),
    read("PrometheusAgent", "v1alpha1", "prometheusagents"),
    read("ThanosRuler", "v1", "thanosrulers"),
  ]);
  return found.includes(undefined) ? undefined : found.flatMap((readers) => present(readers) ?? []);
}

/** Both kinds of Service that have ports on the nodes; all others are not worth reading. */
async function nodePorts(look: Look) {
  const ofType = (type: string) =>
    look("list services", { path: `/api/v1/services?fieldSelector=spec.type%3D${type}&${page}` }, answers.services);
  const found = await Promise.all([ofType("NodePort"), ofType("LoadBalancer")]);
  return found.includes(undefined) ? undefined : found.flatMap((services) => present(services) ?? []);
}

const present = <T>(found: Lookup<T>): T | undefined => (found === "absent" ? undefined : found);

/** One answer for each name, however often it is named. */
const byName = async <T>(
  names: readonly string[],
  ask: (name: string) => Promise<T>,
): Promise<Readonly<Record<string, T>>> =>
  Object.fromEntries(await Promise.all([...new Set(names)].map(async (name) => [name, await ask(name)] as const)));
