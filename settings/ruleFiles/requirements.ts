import { lt } from "semver";
import { requireForm, text, version, type Form } from "./forms";
import { refuse, type Remark } from "./remark";
import { entryOf, isText, shown, valueOf, type Mapping, type Tree } from "./tree";
import { doubtUnknownKeys } from "./unknownKeys";

/** The first Falco whose engine has a version of three numbers. */
const since = "0.37.0";
const engineVersion = (falco: string | undefined): Form => {
  const holds = (pattern: RegExp) => (value: Tree) => value.kind === "text" && pattern.test(value.text);
  return falco !== undefined && lt(falco, since)
    ? { expected: `a whole number with Falco ${falco}`, holds: holds(/^\d{1,9}$/) }
    : { expected: "a whole number or a version such as 0.31.0", holds: holds(/^(\d{1,9}|\d+\.\d+\.\d+.*)$/) };
};

/** Checks `required_engine_version`. Whether Falco's engine is new enough, only Falco knows. */
export const checkEngineVersion = (owner: string, item: Mapping, falco: string | undefined): Remark[] =>
  requireForm(owner, item, "required_engine_version", engineVersion(falco));

/** Checks `required_plugin_versions`. */
export const checkPluginVersions = (owner: string, value: Tree): Remark[] =>
  checkPlugins(owner, value, "required_plugin_versions", (plugin) => [
    ...doubtUnknownKeys(owner, plugin, ["name", "version", "alternatives"]),
    ...checkAlternatives(owner, plugin),
  ]);

function checkAlternatives(owner: string, plugin: Mapping): Remark[] {
  const alternatives = entryOf(plugin, "alternatives")?.value;
  if (!alternatives) return [];
  const names = new Set([nameOf(plugin)]);
  return checkPlugins(owner, alternatives, "alternatives", (alternative) => {
    const name = nameOf(alternative);
    const repeated = name !== undefined && names.has(name);
    names.add(name);
    return [
      ...doubtUnknownKeys(owner, alternative, ["name", "version"]),
      ...(repeated
        ? [refuse(alternative.at, "each plugin once among its alternatives", `${owner} has ${name} again`)]
        : []),
    ];
  });
}

const nameOf = (plugin: Mapping): string | undefined => {
  const name = valueOf(plugin, "name");
  return isText(name) ? name.text : undefined;
};

function checkPlugins(owner: string, value: Tree, key: string, check: (plugin: Mapping) => Remark[]): Remark[] {
  if (value.kind !== "list") return [refuse(value.at, `a list of plugins as ${key}`, `${owner} has ${shown(value)}`)];
  return value.items.flatMap((plugin) =>
    plugin.kind === "mapping"
      ? [
          ...requireForm(owner, plugin, "name", text),
          ...requireForm(owner, plugin, "version", version),
          ...check(plugin),
        ]
      : [refuse(plugin.at, `a mapping with name and version under ${key}`, `${owner} has ${shown(plugin)}`)],
  );
}
