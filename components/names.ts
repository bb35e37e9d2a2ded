/** Names of the stack's objects. Fixed ones are those that a chart, a certificate or a person looks things up by. */
export interface StackNames {
  readonly falco: string;
  readonly exporter: string;
  readonly sidekick: string;
  readonly grpcService: string;
  readonly serverSecret: string;
  /** The exporter's chart mounts the Secret `<fullname>-certs` (falco-exporter chart 0.12.2, templates/daemonset.yaml). */
  readonly exporterSecret: string;
  readonly clientSecret: (client: string) => string;
  readonly rulesConfigMap: string;
  readonly rulesLogin: string;
  readonly pullSecret: string;
  readonly caConfigMap: string;
  readonly credentialsSecret: string;
  readonly uiCredentialsSecret: string;
  readonly sidekickClientSecret: string;
  readonly uiNodePortService: string;
  readonly dashboardConfigMap: string;
  /** The PrometheusRule or ConfigMap with the alerts. */
  readonly alertRules: string;
}

/**
 * Names for a stack in `namespace`. The charts name cluster-wide objects by their full name too, so outside of
 * `falco` full names begin with the namespace: two stacks in one cluster never meet.
 */
export function stackNames(namespace: string): StackNames {
  const unique = (name: string) => (namespace === "falco" ? name : `${namespace}-${name}`);
  return {
    falco: unique("falco"),
    exporter: unique("falco-exporter"),
    sidekick: unique("falcosidekick"),
    grpcService: "falco-grpc-local",
    serverSecret: "falco-grpc-server",
    exporterSecret: `${unique("falco-exporter")}-certs`,
    clientSecret: (client) => `falco-grpc-client-${client}`,
    rulesConfigMap: "falco-rules-files",
    rulesLogin: "falco-rules-login",
    pullSecret: "falco-stack-pull-secret",
    caConfigMap: "falco-stack-ca",
    credentialsSecret: "falcosidekick-output-credentials",
    uiCredentialsSecret: "falcosidekick-ui-credentials",
    sidekickClientSecret: "falcosidekick-client-certificate",
    uiNodePortService: "falcosidekick-ui-nodeport",
    dashboardConfigMap: unique("falco-events-dashboard"),
    alertRules: unique("falco-alerts"),
  };
}

/** Namespace of Falcosidekick, its UI and redis. */
export const sidekickNamespaceOf = ({ namespace, sidekick }: WithSidekick): string =>
  sidekick.namespace ?? `${namespace}-sidekick`;

interface WithSidekick {
  readonly namespace: string;
  readonly sidekick: { readonly namespace?: string | undefined };
}

/** Every DNS name under which pods reach a Service. The cluster's own domain is nearly always `cluster.local`. */
export const serviceNames = (service: string, namespace: string): readonly [string, ...string[]] => [
  service,
  `${service}.${namespace}`,
  `${service}.${namespace}.svc`,
  `${service}.${namespace}.svc.cluster.local`,
];
