import { mirroredArtifacts } from "../settings/falcoArtifacts";
import { quoted, setCommand } from "../settings/commands";
import type { Settings } from "../settings/settings";
import type { ChartFile } from "./chartFiles";
import type { Needs } from "./needs";

export interface ScriptArgs {
  readonly stack: string;
  readonly settings: Settings;
  readonly needs: Needs;
  /** Where to copy to: host, host:port or host:port/path. */
  readonly registry: string;
}

/** A script for sh that copies what a stack needs to a registry; all of it keeps its name there, and its digest. */
export function copyScript({ stack, settings, needs, registry }: ScriptArgs): string {
  const { charts, images, artifacts, notes } = needs;
  const tools = ["helm", "crane", ...(artifacts.length > 0 ? ["oras"] : [])];
  const [host = registry] = registry.split("/");
  const chartsUrl = `oci://${registry}/charts`;
  const rules = artifacts
    .filter(({ purpose }) => purpose === "rules")
    .map(({ reference }) => within(registry, reference));
  const followed = mirroredArtifacts(settings.charts.falco, settings.rules.registryRef, registry)?.rules;
  const useIt = [
    setCommand(["images", "registry"], registry),
    setCommand(["charts", "repository"], chartsUrl),
    // Rules of upstream's follow images.registry.
    ...rules.slice(0, 1).flatMap((ref) => (ref === followed ? [] : [setCommand(["rules", "registryRef"], ref)])),
  ];
  return [
    "#!/bin/sh",
    ...comments(`Copies what the stack ${stack} needs to ${registry}.`),
    ...comments(`Log in before: ${tools.map((tool) => loginCommand(tool, host)).join("; ")}`),
    "set -eu",
    `for tool in ${tools.join(" ")}; do`,
    `  command -v "$tool" >/dev/null || { echo "$tool is needed, and not on PATH" >&2; exit 1; }`,
    "done",
    "scratch=$(mktemp -d)",
    `trap 'rm -rf "$scratch"' EXIT`,
    "trap 'exit 1' HUP INT TERM",
    ...(charts.some(({ sha256 }) => sha256 !== undefined) ? ["", ...checkFunction] : []),
    "",
    ...charts.flatMap((chart) => [...archiveCommands(chart), `helm push ${archive(chart)} ${quoted(chartsUrl)}`]),
    "",
    ...images.map(({ reference }) => `crane copy ${quoted(reference)} ${quoted(within(registry, reference))}`),
    // With their referrers: signatures are among them.
    ...artifacts.map(({ reference }) => `oras copy -r ${quoted(reference)} ${quoted(within(registry, reference))}`),
    "",
    ...notes.flatMap(comments),
    ...comments("To have the stack use them:"),
    ...useIt.map((command) => `#   ${command} -s ${quoted(stack)}`),
  ].join("\n");
}

const comments = (text: string): string[] => text.split(/[\r\n]/).map((line) => `# ${line}`);

const loginCommand = (tool: string, host: string): string =>
  ({ helm: `helm registry login ${host}`, crane: `crane auth login ${host}` })[tool] ?? `${tool} login ${host}`;

/** macOS has another command than Linux. */
const checkFunction = [
  "check() {",
  "  if command -v sha256sum >/dev/null; then",
  String.raw`    printf '%s  %s\n' "$1" "$2" | sha256sum -c -`,
  "  else",
  String.raw`    printf '%s  %s\n' "$1" "$2" | shasum -a 256 -c -`,
  "  fi",
  "}",
];

/** Path of a chart's archive, as a word of the script. */
const archive = ({ kind, source, name, version }: ChartFile): string =>
  kind === "archive" ? quoted(source) : `"$scratch"/${quoted(`${name}-${version}.tgz`)}`;

function archiveCommands(chart: ChartFile): string[] {
  const { kind, source, name, version, sha256 } = chart;
  const check = sha256 === undefined ? [] : [`check ${sha256} ${archive(chart)}`];
  switch (kind) {
    case "repository":
      return [`helm pull ${name} --repo ${quoted(source)} --version ${quoted(version)} -d "$scratch"`, ...check];
    case "directory":
      return [`helm package ${quoted(source)} -d "$scratch"`];
    case "archive":
      return check;
  }
}

/**
 * What a reference is called in a registry that takes upstream's names: without the host, and without a digest beside the
 * tag, which follows from the content.
 */
export function within(registry: string, reference: string): string {
  const [first = "", ...rest] = reference.split("/");
  const name = rest.length > 0 && /[.:]|^localhost$/.test(first) ? rest.join("/") : reference;
  return `${registry}/${name.replace(/(:[^@/]+)@.*$/, "$1")}`;
}
