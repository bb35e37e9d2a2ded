import { z } from "zod";
import { SecretTexts } from "./secrets/secretTexts";

// What the preflight reads of the API server's answers; all else is dropped.

export const texts = z.record(z.string(), z.string());
/** Items of a list; Kubernetes writes null for none. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z
      .array(item)
      .nullish()
      .transform((items) => items ?? []),
  });

const metadata = z.object({
  name: z.string(),
  uid: z.string().optional(),
  /** When it was told to go; it is there until its content is gone. */
  deletionTimestamp: z.string().optional(),
  namespace: z.string().optional(),
  creationTimestamp: z.string().optional(),
  labels: texts.default({}),
  annotations: texts.default({}),
  managedFields: z.array(z.object({ manager: z.string().default("") })).default([]),
});

/** Any object, by what Kubernetes keeps for all kinds. */
export const anyObject = z
  .object({ metadata })
  .transform(({ metadata: { managedFields, creationTimestamp, ...rest } }) => ({
    ...rest,
    /** ISO 8601. */
    ...(creationTimestamp !== undefined && { created: creationTimestamp }),
    /** Programs that wrote it, for instance `helm` or `pulumi-kubernetes`. */
    managers: managedFields.map(({ manager }) => manager),
  }));
export const anyObjects = listOf(anyObject).transform(({ items }) => items);
export type AnyObject = z.output<typeof anyObject>;

const container = z.object({ image: z.string().default("") });
const podSpec = z.object({ nodeSelector: texts.default({}), containers: z.array(container).default([]) });

/** DaemonSets, with what their pods run and where. */
export const daemonSets = listOf(
  z.object({ metadata, spec: z.object({ template: z.object({ spec: podSpec }) }) }),
).transform(({ items }) =>
  items.map(({ metadata: { managedFields, ...rest }, spec: { template } }) => ({
    ...rest,
    managers: managedFields.map(({ manager }) => manager),
    nodeSelector: template.spec.nodeSelector,
    images: template.spec.containers.map(({ image }) => image),
  })),
);
export type DaemonSet = z.output<typeof daemonSets>[number];

const node = z.object({
  metadata: z.object({ name: z.string(), labels: texts.default({}) }),
  spec: z
    .object({
      taints: z
        .array(z.object({ key: z.string(), value: z.string().default(""), effect: z.string().default("") }))
        .default([]),
    })
    .prefault({}),
  status: z
    .object({
      capacity: texts.default({}),
      addresses: z.array(z.object({ type: z.string(), address: z.string() })).default([]),
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
      nodeInfo: z
        .object({
          architecture: z.string().default(""),
          containerRuntimeVersion: z.string().default(""),
          kernelVersion: z.string().default(""),
          operatingSystem: z.string().default(""),
          osImage: z.string().default(""),
        })
        .prefault({}),
    })
    .prefault({}),
});
export type ClusterNode = z.output<typeof node>;

/** Nodes of the first page, and how many there are besides. */
export const nodes = listOf(node).extend({
  metadata: z.object({ remainingItemCount: z.number().default(0) }).prefault({}),
});
export type ClusterNodes = z.output<typeof nodes>;

export const version = z.object({ gitVersion: z.string() }).transform(({ gitVersion }) => gitVersion);

/** Group and version of every API, for instance `wgpolicyk8s.io/v1alpha2`. */
export const apiVersions = z
  .object({ groups: z.array(z.object({ versions: z.array(z.object({ groupVersion: z.string() })) })) })
  .transform(({ groups }) => groups.flatMap(({ versions }) => versions.map(({ groupVersion }) => groupVersion)));

/** Kinds of an API. */
export const apiKinds = z
  .object({ resources: z.array(z.object({ kind: z.string() })) })
  .transform(({ resources }) => [...new Set(resources.map(({ kind }) => kind))]);

const decoded = z.string().transform((base64) => Buffer.from(base64, "base64").toString());

/** A Secret of the user's. */
export const secret = z
  .object({
    data: z.record(z.string(), decoded).default({}),
    type: z.string().optional(),
    metadata: z.object({ annotations: texts.default({}) }).prefault({}),
  })
  .transform(({ data, type, metadata: { annotations } }) => new SecretTexts(data, type, annotations));

const service = z.object({
  metadata: z.object({
    name: z.string(),
    uid: z.string().optional(),
    namespace: z.string(),
    annotations: texts.default({}),
  }),
  spec: z.object({
    ports: z.array(z.object({ nodePort: z.number().optional() })).default([]),
    /** Of a LoadBalancer that sends to its own nodes only. */
    healthCheckNodePort: z.number().optional(),
  }),
});
export const services = listOf(service).transform(({ items }) => items);
export type NodePortService = z.output<typeof service>;

const quota = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    hard: texts.default({}),
    scopes: z.array(z.string()).default([]),
    scopeSelector: z
      .object({
        matchExpressions: z
          .array(z.object({ scopeName: z.string(), operator: z.string(), values: z.array(z.string()).default([]) }))
          .default([]),
      })
      .prefault({}),
  }),
  status: z.object({ used: texts.default({}) }).prefault({}),
});
export const quotas = listOf(quota).transform(({ items }) => items);
export type Quota = z.output<typeof quota>;

const limitRange = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    limits: z.array(
      z.object({ type: z.string(), max: texts.default({}), min: texts.default({}), default: texts.default({}) }),
    ),
  }),
});
export const limitRanges = listOf(limitRange).transform(({ items }) => items);
export type LimitRange = z.output<typeof limitRange>;

/** Volume claims of a StatefulSet. */
export const statefulSet = z
  .object({
    spec: z.object({
      volumeClaimTemplates: z
        .array(
          z.object({
            spec: z.object({
              storageClassName: z.string().optional(),
              resources: z.object({ requests: texts.default({}) }).prefault({}),
            }),
          }),
        )
        .default([]),
    }),
  })
  .transform(({ spec }) => spec.volumeClaimTemplates.map(({ spec: claim }) => claim));
export type Claim = z.output<typeof statefulSet>[number];

/** Pulumi's own Helm, and a restart, which writes an annotation of the pods. */
const isHarmless = (manager: string): boolean => manager.startsWith("pulumi") || manager === "kubectl-rollout";

const liveObject = z
  .object({
    metadata: z.object({
      name: z.string(),
      generation: z.number().default(0),
      managedFields: z
        .array(
          z.object({
            manager: z.string().default(""),
            subresource: z.string().default(""),
            fieldsV1: z.record(z.string(), z.unknown()).default({}),
          }),
        )
        .default([]),
    }),
    spec: z.object({ replicas: z.number().optional() }).prefault({}),
    status: z
      .object({
        observedGeneration: z.number().default(0),
        desiredNumberScheduled: z.number().optional(),
        numberReady: z.number().optional(),
        readyReplicas: z.number().default(0),
      })
      .prefault({}),
  })
  .transform(({ metadata: { name, generation, managedFields }, spec, status }) => ({
    name,
    /** Pods that it wants; undefined for what has none, and as long as Kubernetes has not counted. */
    wanted:
      status.observedGeneration < generation
        ? undefined
        : (status.desiredNumberScheduled ?? spec.replicas ?? undefined),
    ready: status.numberReady ?? status.readyReplicas,
    /** Programs other than Pulumi's Helm that have written fields of its spec, for instance `kubectl-patch`. */
    changedBy: managedFields.flatMap(({ manager, subresource, fieldsV1 }) =>
      "f:spec" in fieldsV1 && subresource !== "status" && !isHarmless(manager) ? [manager] : [],
    ),
  }));
export type LiveObject = z.output<typeof liveObject>;

/** All objects of a kind in a namespace; undefined where there are more than one page. */
export const liveObjects = listOf(liveObject)
  .extend({ metadata: z.object({ continue: z.string().default("") }).prefault({}) })
  .transform(({ items, metadata }) => (metadata.continue === "" ? items : undefined));

/** Whether somebody may do something. */
export const accessReview = z
  .object({ status: z.object({ allowed: z.boolean() }) })
  .transform(({ status }) => status.allowed);
