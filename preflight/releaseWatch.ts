import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { Ask } from "./apiServer";
import { inquiry } from "./inquiry";
import { podTroubles, troubleAnswers, type ReleaseState } from "./podTroubles";

/** Seconds after which a waiting release is looked at, and again each time that they have passed once more. */
const everySeconds = 20;

/** With the seconds that Helm waits. */
const release = z.object({ name: z.string(), namespace: z.string(), timeout: z.number() });
type Release = z.output<typeof release>;

/**
 * Looks after the Helm releases that are being installed or upgraded: one that waits for its pods is told why, long before Helm
 * gives up with "context deadline exceeded". Releases that are done within seconds, and those that don't change, cost nothing.
 */
export const watchReleases =
  (ask: Ask): pulumi.ResourceTransformation =>
  ({ type, props, opts }) => {
    if (type !== "kubernetes:helm.sh/v3:Release") return undefined;
    let timer: NodeJS.Timeout | undefined;
    const stop = () => {
      clearInterval(timer);
    };
    const start = ({ newInputs }: pulumi.ResourceHookArgs) => {
      const { data } = release.safeParse(newInputs);
      if (data === undefined) return;
      const said = new Set<string>();
      const look = async () => {
        const troubles = podTroubles(await stateOf(ask, data)).filter(({ key }) => !said.has(key));
        for (const { key } of troubles) said.add(key);
        if (troubles.length > 0)
          // Not beside the release: its name is known only once it is done.
          await pulumi.log.warn(
            [
              `The release ${data.name} waits for its pods in namespace ${data.namespace}:`,
              ...troubles.map(({ of, why }) => `  ${of}: ${why}`),
            ].join("\n"),
          );
      };
      timer = setInterval(() => void look().catch(stop), everySeconds * 1000).unref();
      // Where Helm fails, no hook is called afterwards.
      setTimeout(stop, data.timeout * 1000).unref();
    };
    const hooks = { beforeCreate: [start], beforeUpdate: [start], afterCreate: [stop], afterUpdate: [stop] };
    return { props, opts: { ...opts, hooks } };
  };

/** The release as the cluster has it now; what may not be asked is missing. */
async function stateOf(ask: Ask, { name, namespace }: Release): Promise<ReleaseState> {
  const look = inquiry(ask, []);
  const list = async <T>(api: string, resource: string, query: string, answer: z.ZodType<readonly T[]>) => {
    const path = `${api}/namespaces/${namespace}/${resource}?limit=500&${query}`;
    const found = await look(`list ${resource}`, { path }, answer);
    return typeof found === "object" ? found : [];
  };
  const mine = `labelSelector=${encodeURIComponent(`app.kubernetes.io/instance=${name}`)}`;
  const workloads = (resource: string) => list("/apis/apps/v1", resource, mine, troubleAnswers.workloads);
  const [pods, DaemonSet, StatefulSet, ReplicaSet, events] = await Promise.all([
    list("/api/v1", "pods", mine, troubleAnswers.pods),
    workloads("daemonsets"),
    workloads("statefulsets"),
    workloads("replicasets"),
    list("/api/v1", "events", `fieldSelector=${encodeURIComponent("type=Warning")}`, troubleAnswers.events),
  ]);
  return { pods, workloads: { DaemonSet, StatefulSet, ReplicaSet }, events };
}
