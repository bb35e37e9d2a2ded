import { z } from "zod";
import { settingsSchema } from "./schema";

/** The settings' schema as a tree that messages and checks can walk: a view of its JSON Schema. */
export interface SchemaNode {
  /** Of a group: its keys. */
  readonly properties?: Readonly<Record<string, SchemaNode>> | undefined;
  /** Of a word: the words allowed. */
  readonly enum?: readonly unknown[] | undefined;
  readonly default?: unknown;
  readonly secret?: boolean | undefined;
  readonly description?: string | undefined;
}

const schemaNode: z.ZodType<SchemaNode> = z.looseObject({
  properties: z
    .record(
      z.string(),
      z.lazy(() => schemaNode),
    )
    .optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  secret: z.boolean().optional(),
  description: z.string().optional(),
});

let tree: SchemaNode | undefined;

/** The whole tree, made once. */
export const schemaTree = (): SchemaNode =>
  (tree ??= schemaNode.parse(z.toJSONSchema(settingsSchema, { io: "output", unrepresentable: "any" })));

/** The node at a path; undefined where there is no such setting. */
export const nodeAt = (path: readonly PropertyKey[]): SchemaNode | undefined =>
  path.reduce<SchemaNode | undefined>((node, key) => node?.properties?.[String(key)], schemaTree());
