import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseAllDocuments } from "yaml";
import { layoutOf } from "../../sandbox/layout";
import { builtFile } from "../../sandbox/tools/built";
import { releaseFile } from "../../sandbox/tools/obtain";
import { platformOf } from "../../sandbox/tools/platform";
import { versions } from "../../sandbox/tools/versions";
import { at } from "../unit/at";

const project = resolve(__dirname, "../..");

/** Helm of a sandbox's tools, downloaded or built, where they have one, else of PATH. */
const helm = (): string => {
  const layout = layoutOf(project, process.env);
  const place = { layout, platform: platformOf(process.platform, process.arch) };
  return (
    [releaseFile({ name: "helm", version: versions.helm }, place), builtFile("helm", place)].find(existsSync) ?? "helm"
  );
};

/** Renders the chart at a path, for a cluster with the Prometheus operator: elsewhere charts leave out what is for it. */
export function renderChart(chart: string, release: string, namespace: string, values: unknown): readonly unknown[] {
  const scratch = mkdtempSync(join(tmpdir(), "falco-stack-render-"));
  try {
    const file = join(scratch, "values.json");
    writeFileSync(file, JSON.stringify(values));
    const where = ["--namespace", namespace, "--values", file, "--api-versions", "monitoring.coreos.com/v1"];
    const yaml = execFileSync(helm(), ["template", release, chart, ...where], { encoding: "utf8" });
    return parseAllDocuments(yaml).flatMap((document) => {
      const content: unknown = document.toJS();
      return content === null ? [] : [content];
    });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The one object of a kind and name. */
export function object(objects: readonly unknown[], kind: string, name: string): unknown {
  const found = objects.filter((one) => at(one, "kind") === kind && at(one, "metadata", "name") === name);
  if (found.length !== 1) throw new Error(`${found.length} of ${kind} ${name}`);
  return found[0];
}
