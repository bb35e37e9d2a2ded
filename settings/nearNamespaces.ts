import { quoted, setCommand } from "./commands";
import { nearest } from "../diagnostics/nearest";
import type { Problem } from "./problems";
import { nodeAt } from "./schemaTree";

/** Whether a namespace of the config is hardly meant for anything but this stack: a misspelt one, or the project's name. */
const isNear = (namespace: string, project: string): boolean =>
  namespace !== "falco" &&
  (namespace === project || /falco/i.test(namespace) || nearest(namespace, ["falco"]) !== undefined);

/** Keys that nobody reads, as their namespace is not quite `falco`: Pulumi hands them on without a word. */
export const nearNamespaces = (keys: readonly string[], project: string): Problem[] =>
  keys.flatMap((full) => {
    const at = full.indexOf(":");
    const [namespace, key] = [full.slice(0, at), full.slice(at + 1)];
    if (!isNear(namespace, project)) return [];
    const node = nodeAt([key]);
    const remove = `npx pulumi config rm ${quoted(full)}`;
    const isValue = node !== undefined && node.properties === undefined;
    return [
      {
        namespace,
        key,
        message: `is read by nobody: the stack's settings are falco:*.${node ? ` Did you mean falco:${key}?` : ""}`,
        repairs: [isValue ? `${setCommand([key], "VALUE")} && ${remove}` : remove],
      },
    ];
  });
