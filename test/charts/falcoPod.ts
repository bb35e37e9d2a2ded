import { parse } from "yaml";
import { at } from "../unit/at";

/** One mount of a container, and what is behind it. */
export interface Mounted {
  readonly path: string;
  readonly readOnly: boolean;
  /** As in the spec of a pod. */
  readonly volume: unknown;
}

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const namesOf = (value: unknown) => list(value).map((one) => at(one, "name"));
const ofKind = (objects: readonly unknown[], kind: string) => objects.filter((one) => at(one, "kind") === kind);

/** What Falco's DaemonSet and falco.yaml say, of all that the falco chart renders. */
export function falcoPod(objects: readonly unknown[]) {
  const [daemonSet] = ofKind(objects, "DaemonSet");
  const template = at(daemonSet, "spec", "template");
  const spec = at(template, "spec");
  const container = list(at(spec, "containers")).find((one) => at(one, "name") === "falco");
  const all = [...list(at(spec, "containers")), ...list(at(spec, "initContainers"))];
  const configs = ofKind(objects, "ConfigMap").map((one) => at(one, "data", "falco.yaml"));
  const config: unknown = parse(configs.find((text) => typeof text === "string") ?? "");
  const mountsOf = (one: unknown): Mounted[] =>
    list(at(one, "volumeMounts")).map((mount) => ({
      path: String(at(mount, "mountPath")).replace(/\/$/, ""),
      readOnly: at(mount, "readOnly") === true,
      volume: list(at(spec, "volumes")).find((volume) => at(volume, "name") === at(mount, "name")),
    }));
  return {
    daemonSet,
    template,
    spec,
    container,
    containers: namesOf(at(spec, "containers")),
    initContainers: namesOf(at(spec, "initContainers")),
    images: all.map((one) => at(one, "image")),
    mounts: mountsOf(container),
    mountsOfEach: all.map(mountsOf),
    config,
    services: ofKind(objects, "Service"),
    clusterWide: objects.filter((one) => /^Cluster/.test(String(at(one, "kind")))),
  };
}

/** CRI sockets that Falco asks, as it names them itself: below HOST_ROOT, which is /host. */
export function criSockets({ container, config }: ReturnType<typeof falcoPod>): unknown[] {
  const args = list(at(container, "args"));
  const plugin = list(at(config, "plugins")).find((one) => at(one, "name") === "container");
  const engines = [at(plugin, "init_config", "engines", "cri"), at(config, "container_engines", "cri")];
  return [
    ...args.filter((_, index) => args[index - 1] === "--cri"),
    ...engines.filter((engine) => at(engine, "enabled") === true).flatMap((engine) => list(at(engine, "sockets"))),
  ];
}

/** What a path in the container is on the node; undefined where nothing of the node is mounted. */
export function onNode(mounts: readonly Mounted[], path: string): string | undefined {
  const mount = mounts.find((one) => path === one.path || path.startsWith(`${one.path}/`));
  const hostPath = at(mount?.volume, "hostPath", "path");
  return mount && typeof hostPath === "string" ? `${hostPath}${path.slice(mount.path.length)}` : undefined;
}
