import { meant } from "./forms";
import { doubt, refuse, type Remark } from "./remark";
import type { Named } from "./ruleItem";
import { quoted } from "./tree";
import { upstreamNames } from "./upstreamRules";

/** Something with a name, and the file that it is in. */
export interface Located extends Named {
  /** Index of the file. */
  readonly file: number;
  /** The file as the settings name it. */
  readonly path: string;
}

/** A remark, and the file that it is about. */
export interface LocatedRemark {
  readonly file: number;
  readonly remark: Remark;
}

/** Checks how rules, macros and lists of all files fit together, in the order in which Falco loads them. */
export function checkAcross(all: readonly Located[]): LocatedRemark[] {
  const first = new Map<string, number>();
  all.forEach((item, index) => {
    if (!item.changes && !first.has(titleOf(item))) first.set(titleOf(item), index);
  });
  return all.flatMap((item, index) => {
    const at = first.get(titleOf(item)) ?? index;
    const [before, after] = [at < index ? all[at] : undefined, at > index ? all[at] : undefined];
    const remark = item.changes
      ? checkChange(item, before, after)
      : before &&
        refuse(
          item.at,
          `one definition of ${titleOf(item)}`,
          `${placeOf(before)} has one already; override changes it`,
        );
    return remark ? [{ file: item.file, remark }] : [];
  });
}

/** Falco stops at the change of something that it doesn't have yet. */
function checkChange(item: Located, before: Located | undefined, after: Located | undefined): Remark | undefined {
  const upstream: readonly string[] = upstreamNames[item.kind];
  if (before || upstream.includes(item.name)) return undefined;
  if (after)
    return refuse(item.at, `the change of ${titleOf(item)} after its definition`, `that is at ${placeOf(after)}`);
  return doubt(
    item.at,
    `${titleOf(item)} is changed, but none of the files defines it before, and it is no ${item.kind} of Falco's own` +
      ` that the stack knows${meant(item.name, upstream)}; Falco may not start without it`,
  );
}

const titleOf = ({ kind, name }: Named): string => `${kind} ${quoted(name)}`;
const placeOf = ({ path, at }: Located): string => `${path}:${at.line}:${at.column}`;
