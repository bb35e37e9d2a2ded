import { readFileSync } from "node:fs";
import { join } from "node:path";
import { coerce, gte, lt } from "semver";
import { z } from "zod";
import { grammars, type Grammar } from "../conditions/grammar";

/** A field's type, and letters for what else it is: `scripts/collectRuleFacts.ts` writes them. */
export interface FieldFacts {
  readonly type: string;
  readonly flags: string;
}

/** What is known of one version of Falco. */
export interface Tables {
  /** As asked for, such as 0.43.1. */
  readonly version: string;
  /** The facts are another version's: what they don't know may be there all the same. */
  readonly borrowed: string | undefined;
  readonly grammar: Grammar;
  /** Version of the engine, for `required_engine_version`. */
  readonly engine: string;
  readonly fields: ReadonlyMap<string, FieldFacts>;
  /** Event types, and the names of their arguments where they are known. */
  readonly events: ReadonlyMap<string, readonly string[]>;
  /** Arguments of all events, and their types. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Names of well-known ports. */
  readonly services: ReadonlySet<string>;
  /** Plugins that the stack loads, and their versions. */
  readonly plugins: ReadonlyMap<string, string>;
  /** Plugins beside these that Helm values load, whose fields and versions nobody here knows. */
  readonly added: readonly string[];
  /** The rules that Falco brings. */
  readonly upstream: Upstream;
}

const groups = z.record(z.string(), z.string());
const factsSchema = z.object({
  engine: z.string(),
  rules: z.string(),
  plugins: z.record(z.string(), z.string()),
  fields: groups,
  events: groups,
  parameters: groups,
});
const exceptionSchema = z.object({ fields: z.array(z.string()), comps: z.array(z.string()) });
const upstreamSchema = z.object({
  /** How many items a list has. */
  lists: z.record(z.string(), z.number()),
  /** The macros in a macro, and the event types that it holds for: undefined means all of them. */
  macros: z.record(z.string(), z.object({ macros: z.array(z.string()), events: z.array(z.string()).optional() })),
  rules: z.record(z.string(), z.object({ exceptions: z.record(z.string(), exceptionSchema).optional() })),
});
/** Names of the rules that come with Falco, and what their text says of them. */
export type Upstream = z.infer<typeof upstreamSchema>;

/** Versions of Falco whose facts are here. */
const known = ["0.43.1", "0.44.1"] as const;
/** The newest of them. */
export const newestKnown = "0.44.1" satisfies (typeof known)[number];
/** Each row holds from its version of Falco on: its engine and its rules (falco, falco_engine_version.h and rules.cmake). */
const releases = [
  ["0.34.0", "0.16.0"],
  ["0.35.0", "0.17.0"],
  ["0.36.0", "0.26.0"],
  ["0.37.0", "0.31.0"],
  ["0.38.0", "0.40.0"],
  ["0.39.0", "0.43.0"],
  ["0.40.0", "0.46.0"],
  ["0.41.0", "0.50.0"],
  ["0.42.0", "0.57.0"],
  ["0.43.0", "0.58.0"],
  ["0.44.0", "0.62.0"],
  ["0.45.0", "0.63.0"],
] as const;

const read = (name: string): unknown => JSON.parse(readFileSync(join(__dirname, name), "utf8"));
const cache = new Map<string, Tables>();

/** The tables of a version of Falco; versions without facts of their own get the nearest, older ones first. */
export function tablesOf(falco: string | undefined): Tables {
  const version = coerce(falco ?? newestKnown)?.version ?? newestKnown;
  const found = cache.get(version) ?? loaded(version);
  cache.set(version, found);
  return found;
}

function loaded(version: string): Tables {
  const nearest = known.findLast((one) => gte(version, `${minorOf(one)}.0`)) ?? known[0];
  const facts = factsSchema.parse(read(`falco-${nearest}.json`));
  const services = z.string().parse(read("services.json"));
  const release = releases.findLast(([since]) => gte(version, since)) ?? releases[0];
  return {
    version,
    borrowed: minorOf(nearest) === minorOf(version) ? undefined : nearest,
    grammar: grammars[nearest],
    engine: minorOf(nearest) === minorOf(version) ? facts.engine : release[1],
    fields: new Map(
      pairs(facts.fields).map(([group, name]) => {
        const [type = "", flags = ""] = group.split(" ");
        return [name, { type, flags }];
      }),
    ),
    events: new Map(pairs(facts.events).map(([args, name]) => [name, args.split(" ").filter((arg) => arg !== "")])),
    parameters: new Map(pairs(facts.parameters).map(([type, name]) => [name, type])),
    services: new Set(services.split(" ")),
    plugins: new Map(Object.entries(facts.plugins)),
    added: [],
    upstream: upstreamSchema.parse(read(`rules-${facts.rules}.json`)),
  };
}

const minorOf = (version: string): string => version.split(".").slice(0, 2).join(".");
const pairs = (grouped: Readonly<Record<string, string>>): (readonly [group: string, name: string])[] =>
  Object.entries(grouped).flatMap(([group, names]) => names.split(" ").map((name) => [group, name] as const));

/** Whether an engine takes rules that ask for another one: the same major version, and no older. */
export const takesVersion = (own: string, asked: string): boolean =>
  own.split(".")[0] === asked.split(".")[0] && !lt(own, asked);
