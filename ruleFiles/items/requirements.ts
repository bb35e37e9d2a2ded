import { lt } from "semver";
import { takesVersion, type Tables } from "../tables/tables";
import { shown } from "../yaml/tree";
import { meant, wholeNumber, type Item } from "./item";

/** libsinsp, version.h: what follows the three numbers counts for nothing. */
const semantic = /^\s*\+?(\d+)\.\s*\+?(\d+)\.\s*\+?(\d+)/;
const versionIn = (text: string): string | undefined => {
  const found = semantic.exec(text);
  return found ? found.slice(1).map(Number).join(".") : undefined;
};

/** The first Falco whose engine has a version of three numbers. */
const since = "0.37.0";

/** Checks `required_engine_version`. */
export function checkEngineVersion(item: Item, { engine, version }: Tables): void {
  const value = item.text("required_engine_version");
  if (!value) return;
  const number = wholeNumber(value.text);
  const asked = number !== undefined ? `0.${number}.0` : lt(version, since) ? undefined : versionIn(value.text);
  if (asked === undefined) {
    const form = lt(version, since)
      ? `a whole number with Falco ${version}`
      : "a whole number or a version such as 0.31.0";
    item.error(value.offset, `required_engine_version has to be ${form}, and it is ${shown(value)}`);
  } else if (!takesVersion(engine, asked))
    item.error(value.offset, `these rules need engine ${asked}, and that of Falco ${version} is ${engine}`);
}

/** Checks `required_plugin_versions` against the plugins that the stack loads. */
export function checkPluginVersions(item: Item, tables: Tables): void {
  for (const plugin of item.list("required_plugin_versions")?.items ?? []) {
    if (plugin.kind !== "mapping") {
      item.error(plugin.offset, `required_plugin_versions takes mappings of name and version, not ${shown(plugin)}`);
      continue;
    }
    const required = item.part(plugin, "a required plugin");
    const first = readPlugin(required);
    const others = (required.list("alternatives")?.items ?? []).map((other) => {
      if (other.kind === "mapping") return readPlugin(required.part(other, "an alternative plugin"));
      item.error(other.offset, `alternatives takes mappings of name and version, not ${shown(other)}`);
      return undefined;
    });
    const all = [first, ...others].flatMap((read) => (read ? [read] : []));
    if (all.length <= others.length) continue;
    const twice = all.find(({ name }, index) => all.findIndex((other) => other.name === name) < index);
    if (twice) item.error(plugin.offset, `${twice.name} is there twice among the alternatives`);
    else checkLoaded(item, plugin.offset, all, tables);
  }
}

interface Plugin {
  readonly name: string;
  readonly version: string;
}

function readPlugin(item: Item): Plugin | undefined {
  const [name, version] = [item.text("name"), item.text("version")];
  if (!name || !version) return undefined;
  const read = versionIn(version.text);
  if (read !== undefined) return { name: name.text, version: read };
  item.error(version.offset, `version of plugin ${name.text} has to be one such as 0.1.0, and it is ${shown(version)}`);
  return undefined;
}

function checkLoaded(item: Item, offset: number, required: readonly Plugin[], { plugins, added }: Tables): void {
  if (required.some(({ name }) => added.includes(name))) return;
  const found = required.find(({ name }) => plugins.has(name));
  const [first] = required;
  if (!found) {
    const hint = first ? meant(first.name, [...plugins.keys()]) : "";
    item.error(
      offset,
      `no plugin ${required.map(({ name }) => name).join(" or ")} is loaded${hint}: this stack loads ` +
        `${[...plugins.keys(), ...added].join(", ")} alone, and rules for other plugins need a Falco of their own`,
    );
  } else if (!takesVersion(plugins.get(found.name) ?? "", found.version))
    item.error(
      offset,
      `these rules need plugin ${found.name} ${found.version}, and the stack loads ${plugins.get(found.name) ?? ""}`,
    );
}
