import { satisfies } from "semver";
import type { ChartName } from "../chartVersions";
import type { ValueTree } from "./valueTree";

interface Undocumented {
  /** Range of chart versions. */
  readonly versions: string;
  /** Values that the templates read although values.yaml lacks them, or gives them a default of another type. */
  readonly values?: ValueTree;
  /** Mappings, dotted, that the chart passes on whole: other keys than those in values.yaml mean something too. */
  readonly passedOn?: readonly string[];
}

/** Each comment names the file of that chart, in those versions, which reads the value. */
const undocumented: Readonly<Record<ChartName, readonly Undocumented[]>> = {
  falco: [
    {
      versions: "*",
      passedOn: [
        "falco", // templates/configmap.yaml: toYaml into falco.yaml
        "falcoctl.config", // templates/falcoctl-configmap.yaml: toYaml into falcoctl.yaml
        "controller.daemonset.updateStrategy", // templates/daemonset.yaml
        "resources", // templates/pod-template.tpl
        "falcosidekick", // Chart.yaml: the values of a sub-chart
      ],
    },
    // Chart.yaml: the values of a sub-chart.
    { versions: ">=4.0.0", values: { "k8s-metacollector": "map" } },
    // templates/_helpers.tpl, k8smeta.configuration: a number; the default is "".
    { versions: ">=4.0.0", values: { collectors: { kubernetes: { collectorPort: "any" } } } },
    // templates/service.yaml reads them here; values.yaml has them under ports.metrics, where nothing does.
    { versions: ">=6.4.1", values: { metrics: { service: { ipFamilies: "list", ipFamilyPolicy: "string" } } } },
    // templates/serviceMonitor.yaml.
    { versions: ">=4.6.0", values: { serviceMonitor: { namespace: "string" } } },
    // templates/pod-template.tpl: below falco, values.yaml has it beside.
    { versions: ">=6.4.1", values: { falco: { podHostname: "string" } } },
    // templates/deployment.yaml.
    { versions: ">=3.8.7", values: { controller: { deployment: { revisionHistoryLimit: "number" } } } },
    // templates/_helpers.tpl, falcoctl.initContainer and falcoctl.sidecar: lists; the default is {}.
    { versions: "3.0.0", values: { falcoctl: { artifact: { install: { env: "any" }, follow: { env: "any" } } } } },
  ],
  "falco-exporter": [
    {
      versions: "*",
      values: {
        falco: { grpcHostname: "string", grpcPort: "number" }, // templates/daemonset.yaml
        // templates/secret-certs.yaml: PEM; what is given here ends in Helm's release Secret.
        certs: { ca: { crt: "string" }, client: { crt: "string", key: "string" } },
        service: {
          // templates/server-secret-certs.yaml
          mTLS: { ca: { crt: "string" }, server: { crt: "string", key: "string" } },
          // templates/service.yaml
          externalIPs: "list",
          loadBalancerIP: "string",
          loadBalancerSourceRanges: "list",
        },
        // templates/prometheusrule.yaml
        prometheusRules: { namespace: "string", additionalLabels: "map", additionalAlerts: "string" },
        skipHelm: "boolean", // templates/_helpers.tpl, falco-exporter.labels
      },
      passedOn: [
        "daemonset.updateStrategy", // templates/daemonset.yaml
        "securityContext", // templates/daemonset.yaml
        "service.annotations", // templates/service.yaml
      ],
    },
    // templates/service.yaml.
    { versions: ">=0.10.1", values: { service: { nodePort: "number" } } },
  ],
  falcosidekick: [
    {
      versions: "*",
      values: {
        webui: {
          ttl: "any", // templates/deployment-ui.yaml: "7d" as well; the default is 0
          redis: { fullfqdn: "boolean" }, // templates/deployment-ui.yaml
        },
      },
      passedOn: [
        "podSecurityContext", // templates/deployment.yaml
        "service.annotations", // templates/service.yaml
        "webui.podSecurityContext", // templates/deployment-ui.yaml
      ],
    },
    {
      versions: ">=0.8.9",
      values: {
        revisionHistoryLimit: "number", // templates/deployment.yaml
        webui: { customAnnotations: "map", customLabels: "map", revisionHistoryLimit: "number" }, // templates/*-ui.yaml
        // templates/prometheusrule.yaml
        prometheusRules: { namespace: "string", additionalLabels: "map", additionalAlerts: "string" },
      },
    },
    // templates/configmap-ui.yaml: a list of lines; the default is {}.
    { versions: ">=0.8.9 <0.12.0", values: { webui: { redis: { customConfig: "any" } } } },
    // templates/secrets.yaml: a mapping; the default is [].
    { versions: ">=0.9.10", values: { config: { otlp: { metrics: { extraenvvars: "any" } } } } },
    // templates/deployment.yaml: a list of variables; the default is {}.
    { versions: ">=0.8.9", values: { config: { otlp: { traces: { extraenvvars: "any" } } } } },
    // templates/ingress.yaml, templates/ingress-ui.yaml.
    {
      versions: "0.5.16",
      values: { ingress: { ingressClassName: "string" }, webui: { ingress: { ingressClassName: "string" } } },
    },
  ],
};

/** What values.yaml of `chart` at `version` doesn't tell, read in its templates. */
export const undocumentedValues = (chart: ChartName, version: string): readonly Undocumented[] =>
  undocumented[chart].filter(({ versions }) => satisfies(version, versions));
