import { quoted, setCommand } from "./commands";
import { distance } from "fastest-levenshtein";
import type { Problem } from "./problems";
import { nodeAt } from "./schemaTree";

const sorted = (word: string): string => Array.from(word).sort().join("");

/** One letter of five, or two that changed places; `calico` and `fluo` are other programs. */
const isSlip = (namespace: string): boolean => {
  const far = distance(namespace.toLowerCase(), "falco");
  return far <= 1 || (far === 2 && sorted(namespace.toLowerCase()) === sorted("falco"));
};

/** Whether a namespace of the config is hardly meant for anything but this stack: a misspelt one, or the project's name. */
const isNear = (namespace: string, project: string): boolean =>
  namespace !== "falco" && (namespace === project || /falco/i.test(namespace) || isSlip(namespace));

/**
 * Settings that nobody reads, as their namespace is not quite `falco`: Pulumi hands them on without a word.
 * Other keys there may be for another program, or from an ESC environment.
 */
export const nearNamespaces = (keys: readonly string[], project: string): Problem[] =>
  keys.flatMap((full) => {
    const at = full.indexOf(":");
    const [namespace, key] = [full.slice(0, at), full.slice(at + 1)];
    const node = isNear(namespace, project) ? nodeAt([key]) : undefined;
    if (node === undefined) return [];
    const remove = `npx pulumi config rm ${quoted(full)}`;
    return [
      {
        namespace,
        key,
        message: `is read by nobody: the stack's settings are falco:*. Did you mean falco:${key}?`,
        repairs: [node.properties === undefined ? `${setCommand([key], "VALUE")} && ${remove}` : remove],
      },
    ];
  });
