import { nearest } from "../../diagnostics/nearest";
import type { FieldFacts, Tables } from "../tables/tables";
import { mayBring, pluginWithField } from "../tables/plugins";
import type { Field } from "./ast";
import { isNumeric } from "./values";

/** What an operand is to whoever compares it. */
export interface Operandum {
  readonly name: string;
  readonly type: string;
  readonly isList: boolean;
  readonly noRightSide: boolean;
  readonly noTransformer: boolean;
}

/** Why a field or value is wrong. */
export interface Fault {
  readonly message: string;
  /** `skip-if-unknown-filter` passes over such a one, which the installed Falco doesn't know. */
  readonly isUnknown: boolean;
  /** The name that was meant, where one is near. */
  readonly meant?: string;
  /** A plugin that is loaded may know it. */
  readonly mayBePlugins?: boolean;
}

/** A field by its name and argument (libs 0.25.4, sinsp_filtercheck_*.cpp, parse_field_name), or what is wrong with it. */
export function resolveField({ name, argument }: Field, tables: Tables): Operandum | Fault {
  const special = /^(evt\.arg|evt\.rawarg|evt\.type\.is|thread\.cgroup|evt\.abspath)\.(.+)$/.exec(name);
  const [, base, rest] = special ?? [];
  if (base !== undefined && rest !== undefined && !tables.fields.has(name))
    return argument === undefined ? resolvePart(name, base, rest, tables) : unknownField(name, tables);
  const facts = tables.fields.get(name);
  if (!facts) return unknownField(name, tables);
  return argumentFault(name, argument, facts) ?? operandum(name, facts);
}

const operandum = (name: string, { type, flags }: FieldFacts): Operandum => ({
  name,
  type,
  isList: flags.includes("L"),
  noRightSide: flags.includes("V"),
  noTransformer: flags.includes("T"),
});

const wrong = (message: string): Fault => ({ message, isUnknown: false });

function resolvePart(name: string, base: string, part: string, tables: Tables): Operandum | Fault {
  const facts = tables.fields.get(base);
  if (!facts) return unknownField(name, tables);
  const known = { ...operandum(name, facts) };
  if (base === "evt.abspath") return part === "src" || part === "dst" ? known : unknownField(name, tables);
  if (base === "thread.cgroup") return /^[a-zA-Z_]+$/.test(part) ? known : unknownField(name, tables);
  if (base === "evt.type.is") return tables.events.has(part) ? known : unknownField(name, tables);
  const type = tables.parameters.get(part);
  if (type !== undefined) return base === "evt.rawarg" ? { ...known, type } : known;
  const near = nearest(part, [...tables.parameters.keys()]);
  return {
    message: `no event has an argument called ${part}${meant(near)}`,
    // Whatever goes on from the name of an argument is taken for a field that isn't there.
    isUnknown: [...tables.parameters.keys()].some((parameter) => part.startsWith(parameter)),
    ...(near !== undefined && { meant: near }),
  };
}

const meant = (near: string | undefined): string => (near === undefined ? "" : ` (did you mean ${near}?)`);

/** Says that there is no such field. */
export function unknownField(name: string, { fields, version, added }: Tables): Fault {
  const near = nearest(name, [...fields.keys()]);
  const plugin = pluginWithField(name);
  if (plugin !== undefined && added.includes(plugin))
    return {
      message: `plugin ${plugin} is loaded, and nobody here knows whether it has the field ${name}`,
      isUnknown: true,
      mayBePlugins: true,
    };
  const hint =
    plugin === undefined
      ? meant(near)
      : `: those of that name come with the plugin ${plugin}, which this stack doesn't load`;
  return {
    message: `${name} is no field of Falco ${version}${hint}`,
    isUnknown: true,
    // A plugin that isn't known here may bring any field.
    mayBePlugins: mayBring(added, ""),
    ...(near !== undefined && plugin === undefined && { meant: near }),
  };
}

const numbered = ["proc.apid", "proc.aname", "proc.aexe", "proc.aexepath", "proc.acmdline", "proc.aargs", "proc.args"];

function argumentFault(name: string, argument: string | undefined, { flags }: FieldFacts): Fault | undefined {
  const isPlugin = flags.includes("P");
  if (argument === undefined) {
    const example =
      name === "evt.arg" || name === "evt.rawarg" || name === "thread.cgroup" ? `${name}.name` : `${name}[…]`;
    // The table says that evt.abspath needs one, and Falco takes it without.
    return flags.includes("R") && name !== "evt.abspath" ? wrong(`${name} needs an argument: ${example}`) : undefined;
  }
  const allowed = flags.includes("R") || flags.includes("A");
  if (isPlugin) return pluginArgumentFault(name, argument, flags, allowed);
  const none = { message: `${name} takes no argument [${argument}]`, isUnknown: true };
  if (!allowed || argument.includes("]") || name === "evt.abspath") return none;
  if (name === "evt.arg" || name === "evt.around" || name === "fd.types")
    return isNumeric(argument) ? undefined : wrong(`${name} takes a number as its argument, not [${argument}]`);
  if (name === "evt.rawarg") return wrong(`${name} takes the name of an argument: ${name}.name`);
  if (name === "evt.type.is" || name === "thread.cgroup") return wrong(`${name} takes its argument behind a full stop`);
  if (numbered.includes(name) && !isNumeric(argument))
    return { message: `${name} takes a number as its argument, not [${argument}]`, isUnknown: true };
  return undefined;
}

/** libs 0.25.4, plugin_filtercheck.cpp. */
function pluginArgumentFault(name: string, argument: string, flags: string, allowed: boolean): Fault | undefined {
  if (argument.includes(" ")) return wrong(`${name} takes no argument with a blank`);
  if (!allowed) return wrong(`${name} takes no argument [${argument}]`);
  if (flags.includes("I") && !flags.includes("K") && !/^(?:0|[1-9][0-9]*)$/.test(argument))
    return wrong(`${name} takes an index as its argument, not [${argument}]`);
  return argument.includes("]") ? { message: `${name} takes no ] in its argument`, isUnknown: true } : undefined;
}
