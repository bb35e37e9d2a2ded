import Table from "cli-table3";
import type { ClusterStatus, ReadyCount } from "./deploy/pods.ts";
import { stackName } from "./deploy/environment.ts";
import type { StackOutputs } from "./deploy/outputs.ts";
import type { SandboxRecord } from "./record.ts";

/** All that a summary tells. */
export interface SummaryData {
  /** The API server's URL. */
  readonly apiServer: string;
  readonly cluster: ClusterStatus;
  readonly record: SandboxRecord;
  /** Undefined when nothing is deployed. */
  readonly outputs: StackOutputs | undefined;
  /** Whether the Prometheus operator's CRDs are there. */
  readonly prometheusCrds: boolean;
}

/** More nodes than this are counted, not listed. */
const listedNodes = 6;

/** What the sandbox holds and how to go on, as text for a terminal. */
export function summary(data: SummaryData): string {
  const { outputs } = data;
  const parts = [
    `Kubernetes API server at ${data.apiServer}, ${data.cluster.nodes.length} simulated nodes.`,
    outputs === undefined ? "Nothing is deployed." : podTable(data.cluster),
    ...(outputs === undefined ? [] : [facts(outputs)]),
    ["Not the real thing here:", ...simulated(data).map((line) => `  - ${line}`)].join("\n"),
    ["Next:", ...nextCommands(outputs).map((line) => `  ${line}`)].join("\n"),
  ];
  return `\n${parts.join("\n\n")}\n`;
}

/** Pods ready / wanted: a column for each release, a row for each node. */
function podTable({ nodes, releases }: ClusterStatus): string {
  const unscheduled = releases.some((release) => release.nodes.has("")) ? [""] : [];
  const rows = [...unscheduled, ...(nodes.length > listedNodes ? [] : nodes)];
  const plain = { top: "", "top-mid": "", "top-left": "", "top-right": "", bottom: "", "bottom-mid": "" };
  const table = new Table({
    head: ["Pods ready / wanted", ...releases.map(({ name }) => name)],
    chars: {
      ...plain,
      "bottom-left": "",
      "bottom-right": "",
      left: "",
      "left-mid": "",
      mid: "",
      "mid-mid": "",
      right: "",
      "right-mid": "",
      middle: "  ",
    },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  const nameOf = (node: string) => (node === "" ? "(on no node yet)" : node);
  for (const node of rows) table.push([nameOf(node), ...releases.map((release) => count(release.nodes.get(node)))]);
  table.push([`all ${nodes.length} nodes`, ...releases.map(({ total }) => count(total))]);
  return table.toString().replace(/ +$/gm, "");
}

const count = (pods: ReadyCount | undefined) => (pods === undefined ? "-" : `${pods.ready} / ${pods.wanted}`);

/** What the stack's outputs say. */
function facts({ uiUrl, uiUser, metricsTarget, certificatesExpire }: StackOutputs): string {
  const lines: [string, string | undefined][] = [
    ["Sidekick UI", uiUrl],
    ["  user", uiUser],
    [
      "  password",
      uiUser === undefined ? undefined : `npx pulumi stack output -s ${stackName} uiPassword --show-secrets`,
    ],
    ["Metrics", metricsTarget],
    ["Certificates end", certificatesExpire],
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(18)}${value}`])).join("\n");
}

function simulated({ record: { pulumi, charts }, prometheusCrds }: SummaryData): string[] {
  return [
    "nodes, containers, volumes: kwok simulates them, so nothing listens at the addresses above and no alert comes up",
    ...(charts.kind === "stand-in" ? [charts.description] : []),
    ...(pulumi.standIns === undefined
      ? []
      : [
          "the tls and random plugins: stand-ins, because Pulumi's downloads can't be reached; keys and certificates are real",
          "the kubernetes plugin: built from its Go module of version 4.25.0, without ConfigGroup and Chart v4",
        ]),
    ...(prometheusCrds
      ? ["the Prometheus operator: only its CRDs ServiceMonitor and PrometheusRule, nothing reads what uses them"]
      : []),
  ];
}

function nextCommands(outputs: StackOutputs | undefined): string[] {
  const commands: [string, string][] = [
    ['eval "$(npm run --silent sandbox -- env)"', "pulumi, kubectl and helm speak to the sandbox"],
    ...(outputs === undefined
      ? ([[`npx pulumi up -s ${stackName}`, "deploy the stack"]] satisfies [string, string][])
      : ([
          ["kubectl get pods --all-namespaces", "what runs"],
          [`npx pulumi preview -s ${stackName} --diff`, "what a change of yours would do"],
        ] satisfies [string, string][])),
    ["npm run sandbox -- status", "this page again"],
    ["npm run sandbox -- down", "stop it and remove it"],
  ];
  const width = Math.max(...commands.map(([command]) => command.length)) + 2;
  return commands.map(([command, purpose]) => `${command.padEnd(width)}# ${purpose}`);
}
