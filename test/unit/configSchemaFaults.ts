import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";

const schema: unknown = JSON.parse(readFileSync(join(resolve(__dirname, "../.."), "config.schema.json"), "utf8"));
if (typeof schema !== "object" || schema === null) throw new Error("config.schema.json holds no object");
const validate = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false }).compile(schema);

/** What config.schema.json finds wrong with the text of a stack's file. */
export const faults = (yaml: string): string[] => {
  validate(parse(yaml));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
};
