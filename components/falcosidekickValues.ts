import type * as pulumi from "@pulumi/pulumi";
import { gte } from "semver";
import type { HelmValues } from "../settings/helmValues/leaves";
import { caBundle, proxyVariables, type Network } from "./egressValues";
import { image, pullSecretNames } from "./imageValues";
import { scrapeAnnotations, type Scraping } from "./scraping";
import type { EnvVar } from "./sidekickOutputValues";

/** Where redis keeps the UI's alerts. */
export interface RedisStorage {
  /** Off: a restart of redis loses the alerts shown in the UI. */
  readonly enabled: boolean;
  /** StorageClass; the cluster's default where it isn't given. */
  readonly class?: string | undefined;
  /** For instance 1Gi. */
  readonly size: string;
}

/** Something for each kind of pod in the release. */
export type PerPod<T> = Readonly<Record<"sidekick" | "ui" | "redis", T>>;
/** CPU and memory, as Kubernetes quantities. */
export type Quantities = Readonly<Record<string, string | undefined>>;

/** A Secret that pods read; the user's have no checksum, and their readers don't roll with them. */
export interface ReadSecret {
  readonly name: pulumi.Input<string>;
  readonly checksum?: pulumi.Input<string>;
}

/** What the values say, but for the UI and for what only the deployed Secrets tell. */
export interface FalcosidekickSettings {
  /** Full name of the chart's objects. */
  readonly fullName: string;
  /** Pods of Falcosidekick, and of its UI. */
  readonly replicas: number;
  readonly scraping: Scraping;
  /** CUSTOMFIELDS and TEMPLATEDFIELDS as Falcosidekick reads them, `name:value,name:value`; empty: none. */
  readonly customFields: string;
  readonly templatedFields: string;
  /** Output fields that become labels of Falcosidekick's own metric. */
  readonly metricLabels: readonly string[];
  /** Values below `config` for what outputs need of the cluster, from `outputRights()`. */
  readonly outputRights: HelmValues;
  readonly imageTags: { readonly falcosidekick: string; readonly ui: string; readonly redis: string };
  readonly resources: PerPod<{ readonly requests: Quantities; readonly limits: Quantities }>;
  readonly nodeSelector: PerPod<Readonly<Record<string, string>>>;
  /** As in the spec of a pod. */
  readonly tolerations: PerPod<readonly object[]>;
  readonly priorityClass: Partial<PerPod<string | undefined>>;
  /** Not given: images come from where the chart has them. */
  readonly network?: Network | undefined;
}

export interface FalcosidekickValuesArgs extends FalcosidekickSettings {
  /** Exact version of the chart, 0.8.0 or later. */
  readonly chartVersion: string;
  /** Variables of outputs, as in the spec of a container. */
  readonly extraEnv: readonly EnvVar[];
  readonly outputsSecret?: ReadSecret | undefined;
  /** Holds client.crt, client.key and ca.crt. */
  readonly mutualTlsSecret?: ReadSecret | undefined;
  /** Not given: neither UI nor redis. */
  readonly ui?: UiValuesArgs | undefined;
}

export interface UiValuesArgs {
  /** How long alerts are kept: a number and one of s, m, d, w. */
  readonly retention: string;
  readonly storage: RedisStorage;
  /** Holds FALCOSIDEKICK_UI_USER, FALCOSIDEKICK_UI_REDIS_PASSWORD, REDIS_PASSWORD and REDIS_ARGS. */
  readonly secret: ReadSecret & { readonly redisChecksum?: pulumi.Input<string> };
}

/** Port of Falcosidekick, of its metrics too (falcosidekick chart 0.14.0, values.yaml). */
export const sidekickPort = 2801;

/** What PSA's profile `restricted` asks of a container, but for the user. */
const restricted = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } as const;
/** Falcosidekick and its UI run as 1234 in the chart; redis' image wants root. */
const unprivilegedUser = {
  runAsUser: 1234,
  fsGroup: 1234,
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
} as const;

/** Security contexts by kind of pod, of the pod and of its containers. */
export const sidekickSecurity = {
  sidekick: { pod: unprivilegedUser, container: restricted },
  ui: { pod: unprivilegedUser, container: restricted },
  redis: { pod: { seccompProfile: { type: "RuntimeDefault" } }, container: { allowPrivilegeEscalation: false } },
} as const;

/** Next to /etc/certs/server, where the chart mounts the certificate of Falcosidekick's own TLS server. */
const clientFilesPath = "/etc/certs/client";

/** Values of the falcosidekick chart, 0.8.0 to 0.14.0, that the stack sets. */
export const falcosidekickValues = (args: FalcosidekickValuesArgs): HelmValues => ({
  ...placement(args, "sidekick"),
  fullnameOverride: args.fullName,
  replicaCount: args.replicas,
  ...image(args.network?.registry, args.imageTags.falcosidekick),
  ...pullSecretNames(args.network),
  // The chart's own checksum covers its own Secret only (chart 0.14.0, templates/deployment.yaml).
  podAnnotations: { ...checksum("credentials", args.outputsSecret), ...checksum("mutual-tls", args.mutualTlsSecret) },
  podSecurityContext: sidekickSecurity.sidekick.pod,
  securityContext: sidekickSecurity.sidekick.container,
  ...extraFiles(args),
  // Of all that isn't the UI's or redis', the Service among it.
  customLabels: { cluster: args.scraping.cluster },
  // Before, templates/service.yaml has an annotation of its own, and a second one would be broken YAML.
  ...(gte(args.chartVersion, "0.9.5") && {
    service: { annotations: scrapeAnnotations(args.scraping, sidekickPort) },
  }),
  config: {
    ...args.outputRights,
    ...(args.outputsSecret && { existingSecret: args.outputsSecret.name }),
    extraEnv: [
      ...args.extraEnv,
      // Posts to the UI at a time, as to other outputs; from falcosidekick 2.30.0 on.
      ...(args.ui ? [{ name: "WEBUI_MAXCONCURRENTREQUESTS", value: "10" }] : []),
      // It posts alerts to its UI by the Service's name alone, and perhaps to other receivers.
      ...proxyVariables(args.network, [`${args.fullName}-ui`, ...bareHosts(args.extraEnv)]),
      ...caBundle(args.network).variables,
    ],
    customfields: environmentValue(args.customFields),
    templatedfields: environmentValue(args.templatedFields),
    prometheus: { extralabels: args.metricLabels.join(",") },
    ...(args.mutualTlsSecret && { mutualtlsfilespath: clientFilesPath }),
    // Up to 0.8.4 the chart names a file that isn't there, and no client certificate is sent.
    tlsclient: { cacertfile: "" },
  },
  webui: args.ui ? uiValues(args, args.ui) : uiOff,
});

/** Hosts of URLs that have no dot in them: a Service of the sidekick's namespace, which no proxy knows. */
const bareHosts = (variables: readonly EnvVar[]): string[] => [
  ...new Set(
    variables.flatMap((one) =>
      "value" in one
        ? one.value.split(",").flatMap((url) => /^https?:\/\/([a-z0-9-]+)(?=[:/?#]|$)/i.exec(url)?.[1] ?? [])
        : [],
    ),
  ),
];

/** The client certificate and the company's CAs. */
const extraFiles = ({ mutualTlsSecret, network }: FalcosidekickValuesArgs) => {
  const { volumes, mounts } = caBundle(network);
  const secret = mutualTlsSecret && { name: "mutual-tls", secret: { secretName: mutualTlsSecret.name } };
  const mount = { name: "mutual-tls", mountPath: clientFilesPath, readOnly: true };
  return secret || volumes.length > 0
    ? {
        extraVolumes: [...(secret ? [secret] : []), ...volumes],
        extraVolumeMounts: [...(secret ? [mount] : []), ...mounts],
      }
    : {};
};

const uiValues = (args: FalcosidekickValuesArgs, { retention, storage, secret }: UiValuesArgs) => ({
  ...placement(args, "ui"),
  enabled: true,
  replicaCount: args.replicas,
  // The default, admin:admin, would lie in the chart's own Secret although ours wins.
  user: "",
  existingSecret: secret.name,
  ttl: retention,
  ...image(args.network?.registry, args.imageTags.ui),
  ...waitForRedis(args),
  podAnnotations: checksum("credentials", secret),
  podSecurityContext: sidekickSecurity.ui.pod,
  securityContext: sidekickSecurity.ui.container,
  redis: {
    ...placement(args, "redis"),
    existingSecret: secret.name,
    // No password but the switch without which redis ignores existingSecret and lets everybody in
    // (chart 0.14.0, templates/deployment-ui.yaml).
    password: "in-existing-secret",
    ...image(args.network?.registry, args.imageTags.redis),
    podAnnotations: checksum("credentials", { checksum: secret.redisChecksum }),
    podSecurityContext: sidekickSecurity.redis.pod,
    securityContext: sidekickSecurity.redis.container,
    storageEnabled: storage.enabled,
    storageSize: storage.size,
    ...(storage.class && { storageClass: storage.class }),
  },
});

/** Up to 0.8.2 the chart makes a Secret for the redis that isn't there, unless it is told that there is one. */
const uiOff = { enabled: false, redis: { enabled: false, existingSecret: "unused" } } as const;

/** The UI's init container (templates/deployment-ui.yaml): without values in 0.8.0, of busybox' image up to 0.8.5. */
const waitForRedis = ({ chartVersion, imageTags, network, resources }: FalcosidekickValuesArgs) =>
  gte(chartVersion, "0.8.1") && {
    initContainer: {
      ...image(network?.registry, gte(chartVersion, "0.8.6") ? imageTags.redis : undefined),
      // Quotas count each container; a pod takes the most of its init containers or the rest, so that this adds nothing.
      resources: resources.ui,
      // 0.8.6 writes broken YAML for it.
      ...(chartVersion !== "0.8.6" && { securityContext: restricted }),
    },
  };

/** Which machines a pod gets, and how much of them: named alike for all three, in all versions. */
const placement = (args: FalcosidekickSettings, pod: keyof PerPod<unknown>) => ({
  resources: args.resources[pod],
  nodeSelector: args.nodeSelector[pod],
  tolerations: args.tolerations[pod],
  ...(args.priorityClass[pod] && { priorityClassName: args.priorityClass[pod] }),
});

const checksum = (of: string, secret: { readonly checksum?: pulumi.Input<string> | undefined } | undefined) =>
  secret?.checksum === undefined ? {} : { [`checksum/${of}`]: secret.checksum };

/** Kubernetes replaces $(NAME) in the values of variables, and reads $$ as one $. */
const environmentValue = (text: string): string => text.replaceAll("$", "$$$$");
