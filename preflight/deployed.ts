import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { LastDeployment } from "./lastDeployment";

/** An object that the stack's state takes to be in the cluster. */
export interface DeployedObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Undefined for what all namespaces share. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** Undefined for what a Helm release made. */
  readonly uid?: string | undefined;
  /** The Helm release that made it, as `<namespace>/<name>`; undefined for what Pulumi made itself. */
  readonly release?: string | undefined;
}

/** A Helm release of the state's. */
export interface DeployedRelease {
  readonly namespace: string;
  readonly name: string;
  /** What Helm's history says of it, where the stack has said something. */
  readonly description?: string | undefined;
}

export interface Deployed {
  readonly objects: readonly DeployedObject[];
  readonly releases: readonly DeployedRelease[];
}

const releaseOutputs = z.object({
  namespace: z.string(),
  name: z.string(),
  description: z.string().optional(),
  /** By kind and API, for instance `DaemonSet.apps/apps/v1`; names with their namespace where they have one. */
  resourceNames: z.record(z.string(), z.array(z.string())).default({}),
});
const objectOutputs = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({ name: z.string(), namespace: z.string().optional(), uid: z.string().optional() }),
});
const state = z.object({
  outputs: z.record(z.string(), z.object({ type: z.string(), outputs: z.record(z.string(), z.unknown()) })),
});

/** Whether the stack has written a Secret, by its state or by what its last `up` says: also one that others wrote over. */
export const hasWritten = (
  { name, namespace }: Pick<DeployedObject, "name" | "namespace">,
  { objects }: Pick<Deployed, "objects">,
  { certificatesExpire, namespace: of }: LastDeployment,
): boolean =>
  (certificatesExpire !== undefined && of === namespace) ||
  objects.some((object) => object.kind === "Secret" && object.name === name && object.namespace === namespace);

/** What the stack's state takes to be in the cluster, `refresh` included; undefined where the engine doesn't say. */
export async function deployedBefore(stack: string): Promise<Deployed | undefined> {
  const answer: unknown = await pulumi.runtime
    .invoke("pulumi:pulumi:readStackResourceOutputs", { stackName: stack })
    .catch(() => undefined);
  const read = state.safeParse(answer);
  return read.success ? deployedIn(Object.values(read.data.outputs)) : undefined;
}

/** Objects and releases among the resources of a state. */
export function deployedIn(resources: readonly { readonly type: string; readonly outputs: unknown }[]): Deployed {
  const releases = resources.flatMap(({ type, outputs }) =>
    type === "kubernetes:helm.sh/v3:Release" ? (releaseOutputs.safeParse(outputs).data ?? []) : [],
  );
  const own = resources.flatMap(({ type, outputs }): DeployedObject[] => {
    const object = type.startsWith("kubernetes:") ? objectOutputs.safeParse(outputs).data : undefined;
    // Whether namespaces are there is asked anyway.
    return object && object.kind !== "Namespace"
      ? [{ apiVersion: object.apiVersion, kind: object.kind, ...object.metadata, namespace: object.metadata.namespace }]
      : [];
  });
  return { objects: [...own, ...releases.flatMap(objectsOf)], releases };
}

const objectsOf = ({ namespace, name, resourceNames }: z.output<typeof releaseOutputs>): DeployedObject[] =>
  Object.entries(resourceNames).flatMap(([kindAndApi, names]) => {
    const [, kind = "", apiVersion = ""] = /^([^./]+)[^/]*\/(.+)$/.exec(kindAndApi) ?? [];
    return names.map((full) => {
      const [of, object] = full.split("/");
      return {
        apiVersion,
        kind,
        namespace: object === undefined ? undefined : of,
        name: object ?? full,
        release: `${namespace}/${name}`,
      };
    });
  });
