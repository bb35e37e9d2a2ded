import { z } from "zod";
import { settingsSchema } from "./schema";

/** The settings' schema as a tree that messages and checks can walk: a view of its JSON Schema. */
export interface SchemaNode {
  /** Of a group: its keys. */
  readonly properties?: Readonly<Record<string, SchemaNode>> | undefined;
  /** Of a mapping with names of the user's own: what each of its values is. */
  readonly additionalProperties?: SchemaNode | boolean | undefined;
  /** Of a list: what each of its values is. */
  readonly items?: SchemaNode | undefined;
  /** Of a word: the words allowed. */
  readonly enum?: readonly unknown[] | undefined;
  readonly default?: unknown;
  readonly type?: string | undefined;
  readonly secret?: boolean | undefined;
  /** Text that a number may be written for. */
  readonly isNumber?: boolean | undefined;
  /** A field that exists, but that setting would be no use. */
  readonly refused?: boolean | undefined;
  /** Unless it is set, it follows from other settings. */
  readonly follows?: boolean | undefined;
  readonly description?: string | undefined;
}

const schemaNode: z.ZodType<SchemaNode> = z.looseObject({
  properties: z
    .record(
      z.string(),
      z.lazy(() => schemaNode),
    )
    .optional(),
  additionalProperties: z.union([z.boolean(), z.lazy(() => schemaNode)]).optional(),
  items: z.lazy(() => schemaNode).optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  type: z.string().optional(),
  secret: z.boolean().optional(),
  isNumber: z.boolean().optional(),
  refused: z.boolean().optional(),
  follows: z.boolean().optional(),
  description: z.string().optional(),
});

let tree: SchemaNode | undefined;

/** The whole tree, made once. */
export const schemaTree = (): SchemaNode =>
  (tree ??= schemaNode.parse(z.toJSONSchema(settingsSchema, { io: "output", unrepresentable: "any" })));

/** What a key, or an index, of a node's value is; undefined where it can't have such a one. */
export function childOf(node: SchemaNode, key: PropertyKey): SchemaNode | undefined {
  if (typeof key === "number") return node.items;
  const others = typeof node.additionalProperties === "object" ? node.additionalProperties : undefined;
  const { properties = {} } = node;
  return Object.hasOwn(properties, key) ? properties[String(key)] : others;
}

/** Settings of a group, without those that are refused. */
export const settable = (node: SchemaNode | undefined): [key: string, child: SchemaNode][] =>
  Object.entries(node?.properties ?? {}).filter(([, child]) => !child.refused);

/** The node at a path; undefined where there is no such setting. */
export const nodeAt = (path: readonly PropertyKey[]): SchemaNode | undefined =>
  path.reduce<SchemaNode | undefined>((node, key) => node && childOf(node, key), schemaTree());
