import { z } from "zod";

/** Something of a pod that is there twice. */
export interface Doubled {
  readonly kind: "mount path" | "variable" | "port" | "volume" | "container";
  readonly value: string;
  /** For instance `container falco of DaemonSet falco`. */
  readonly place: string;
}

const named = z.object({ name: z.string() });
const container = z.object({
  name: z.string(),
  volumeMounts: z.array(z.object({ mountPath: z.string() })).nullish(),
  env: z.array(named).nullish(),
  ports: z
    .array(z.object({ name: z.string().optional(), containerPort: z.number(), protocol: z.string().default("TCP") }))
    .nullish(),
});
const workload = z.object({
  kind: z.string(),
  metadata: named,
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.array(container),
        initContainers: z.array(container).nullish(),
        volumes: z.array(named).nullish(),
      }),
    }),
  }),
});

/**
 * What the pods of rendered objects have twice. The API server refuses a new object with most of it; an upgrade, which is
 * merged by these keys, loses one of the two without a word.
 */
export const doubledIn = (objects: readonly unknown[]): readonly Doubled[] =>
  objects.flatMap((object) => {
    const { data } = workload.safeParse(object);
    if (data === undefined) return [];
    const { containers, initContainers, volumes } = data.spec.template.spec;
    const owner = `${data.kind} ${data.metadata.name}`;
    const all = [...(initContainers ?? []), ...containers];
    const ofPod = twiceIn(`the pod of ${owner}`);
    return [
      ...ofPod("volume", (volumes ?? []).map(nameOf)),
      ...ofPod("container", all.map(nameOf)),
      ...all.flatMap(({ name, volumeMounts, env, ports }) => {
        const ofContainer = twiceIn(`container ${name} of ${owner}`);
        const numbers = (ports ?? []).map(({ containerPort, protocol }) => `${containerPort}/${protocol}`);
        return [
          ...ofContainer(
            "mount path",
            (volumeMounts ?? []).map(({ mountPath }) => withoutEnd(mountPath)),
          ),
          ...ofContainer("variable", (env ?? []).map(nameOf)),
          ...ofContainer("port", [...(ports ?? []).flatMap((port) => port.name ?? []), ...numbers]),
        ];
      }),
    ];
  });

const nameOf = ({ name }: { readonly name: string }): string => name;

/** A path without slashes at its end. */
export const withoutEnd = (path: string): string => path.replace(/(?<=.)\/+$/, "");

const twiceIn =
  (place: string) =>
  (kind: Doubled["kind"], values: readonly string[]): Doubled[] =>
    [...new Set(values.filter((value, at) => values.indexOf(value) !== at))].map((value) => ({ kind, value, place }));
