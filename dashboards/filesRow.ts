import * as common from "@grafana/grafana-foundation-sdk/common";
import type { Deployment } from "../promql/deployment";
import { contentsOfSome } from "../promql/ruleFilesDiffer";
import { columns, goodAtZero, number, rows, sortedBy, type PanelHead, type Row } from "./houseStyle";
import { asTable, atEnd } from "./promqlQuery";
import { falcoSeries, rulesFiles } from "./selection";
import { counting } from "./wording";

/** What Falco runs with, and where nodes differ in it. */
export const filesRow = (deployment: Deployment): Row => ({
  id: 80,
  title: "Rules files, engines and kernels",
  panels: [differingFiles(deployment), files(deployment), engines(deployment), kernels(deployment)],
});

const contents = (deployment: Deployment): string =>
  `count by (cluster, file_name, sha256) (${rulesFiles(deployment)})`;

const differingFiles = (deployment: Deployment) =>
  number({
    id: 81,
    title: "Rules files that differ",
    description:
      "Rules files that not every Falco of a cluster has with the same content. While falcoctl follows releases, each " +
      "node looks for new ones by itself, so that they differ for a while.",
    noValue: counting(deployment).silent,
  })
    .height(10)
    .thresholds(goodAtZero("orange"))
    .withTarget(
      atEnd(
        `count(count by (cluster, file_name) (${contentsOfSome(rulesFiles(deployment))})) or 0 * count(${rulesFiles(deployment)})`,
      ),
    );

const files = (deployment: Deployment) =>
  rows({
    id: 82,
    title: "Rules files",
    description: "Rules files that Falco has loaded, by content, and on how many nodes. Fewest first.",
    noValue: counting(deployment).silent,
  })
    .withTarget(asTable(contents(deployment)))
    .withTransformation(
      columns([
        ["file_name", "File"],
        ["sha256", "SHA-256"],
        ["cluster", "Cluster"],
        ["Value", "Nodes"],
      ]),
    )
    .sortBy(sortedBy({ title: "Nodes", desc: false }));

const byName = (head: PanelHead) =>
  number(head).height(10).textMode(common.BigValueTextMode.ValueAndName).orientation(common.VizOrientation.Horizontal);

const kernels = (deployment: Deployment) =>
  byName({
    id: 84,
    title: "Kernels",
    description: "Kernels of the nodes, and how many nodes have each.",
    noValue: counting(deployment).silent,
  }).withTarget(
    atEnd(
      `count by (kernel_release) (${falcoSeries(deployment, "falcosecurity_falco_kernel_release_info")})`,
      "{{kernel_release}}",
    ),
  );

const engines = (deployment: Deployment) =>
  byName({
    id: 83,
    title: "Engines",
    description: "Ways in which Falco gets system calls, and on how many nodes: modern_bpf, kmod or bpf.",
    noValue: counting(deployment).silent,
  }).withTarget(
    atEnd(
      // The label evt_source is there from Falco 0.41 on.
      `count by (engine_name) (${falcoSeries(deployment, "falcosecurity_scap_engine_name_info", ['evt_source=~"syscall|"'])})`,
      "{{engine_name}}",
    ),
  );
