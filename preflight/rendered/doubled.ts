import { z } from "zod";

/** Something of a pod that is there twice. */
export interface Doubled {
  readonly kind: "mount path" | "variable" | "port" | "volume";
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
    return [
      ...twice(
        "volume",
        volumes?.map(({ name }) => name),
      ).map((found) => ({ ...found, place: `the pod of ${owner}` })),
      ...[...(initContainers ?? []), ...containers].flatMap(({ name, volumeMounts, env, ports }) =>
        [
          ...twice(
            "mount path",
            volumeMounts?.map(({ mountPath }) => mountPath.replace(/(?<=.)\/+$/, "")),
          ),
          ...twice(
            "variable",
            env?.map((variable) => variable.name),
          ),
          ...twice(
            "port",
            ports?.flatMap((port) => port.name ?? []),
          ),
          ...twice(
            "port",
            ports?.map(({ containerPort, protocol }) => `${containerPort}/${protocol}`),
          ),
        ].map((found) => ({ ...found, place: `container ${name} of ${owner}` })),
      ),
    ];
  });

const twice = (kind: Doubled["kind"], values: readonly string[] | null | undefined = []) =>
  [...new Set((values ?? []).filter((value, at, all) => all.indexOf(value) !== at))].map((value) => ({ kind, value }));
