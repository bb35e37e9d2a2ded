import { z } from "zod";
import { anyText, flag as trueOrFalse, listed, oneOf, secretText, wholeNumber } from "../leaf";
import { priorities } from "../../ruleFiles/priorities";
import { header, headerName, headerPairValue, item, line, type Form } from "./forms";

// Kinds of fields, so that an output is a table of a line for each. What is known of a field beside its type is in its
// metadata: `secret`; `required` of a secret without which the output stays off; `since`, the first version of
// falcosidekick that has it; `variable` where its name isn't the field's; `json` of a map that travels as JSON;
// `refused` of a field that can't be set.

const formed = ({ test, expected }: Form) => anyText(expected).pipe(z.string().refine(test, { error: expected }));

export const text = (description: string, form: Form = line) => formed(form).describe(description);
export const secret = (description: string, form: Form = line) =>
  secretText(form, form.expected).optional().meta({ secret: true }).describe(description);
/** Sent as an HTTP header. */
export const token = (description: string) => secret(description, header);
export const flag = (description: string) => trueOrFalse().describe(description);
export const number = (description: string, min: number, max: number, unit = "") =>
  wholeNumber(min, max, unit).describe(description);
export const port = (description: string) => number(description, 1, 65_535);
export const words = <const T extends readonly [string, ...string[]]>(values: T, description: string) =>
  oneOf(values).describe(description);

/** A list, of which falcosidekick's variable has commas between. */
export const list = (description: string, form: Form = line) => {
  const error = `a list of which each is ${form.expected}`;
  return z
    .array(formed(item(form)), { error })
    .min(1, { error })
    .describe(description);
};

const mapError = (names: Form) => (issue: { readonly code?: string | undefined }) =>
  issue.code === "invalid_key" ? names.expected : "an object of names and values";
const keys = (names: Form) => z.string().refine(names.test);

export const map = (description: string, names: Form, values: Form) =>
  z.record(keys(names), formed(values), { error: mapError(names) }).describe(description);
/** HTTP headers: secrets, as one may hold a token. */
export const customHeaders = (values: Form = headerPairValue) =>
  z
    .record(keys(headerName), secretText(values, values.expected), { error: mapError(headerName) })
    .optional()
    .meta({ secret: true })
    .describe("Headers added to each request, each with `--secret`");

/** A field of falcosidekick that the stack refuses, with the reason. */
const refused = (reason: string) =>
  z
    .never({ error: `nothing here: ${reason}` })
    .optional()
    .meta({ refused: true })
    .describe(`Can't be set: ${reason}`);
export const fileOnly = () =>
  refused("falcosidekick reads it from a file only, and the stack sets environment variables");
export const noEffect = (why: string) => refused(`it has no effect, ${why}`);

/** Not in falcosidekick before a version. */
export const since = <T extends z.ZodType>(version: string, schema: T): T => schema.meta({ since: version });

/** Read from a variable of another name. */
export const readFrom = <T extends z.ZodType>(variable: string, schema: T): T => schema.meta({ variable });

export const minimumpriority = words(priorities, "Alerts below it are not sent; all are unless set");
export const checkcert = flag("Whether the receiver's certificate is checked; true unless set");
export const mutualtls = flag("Whether to show the client certificate of `sidekick.mutualTls`; false unless set");
/** Falcosidekick's own default is one, without a time limit: a receiver that hangs would silence its output for ever. */
export const maxconcurrentrequests = since("2.30.0", number("Posts at a time; 0 for no limit", 0, 65_535).default(10));
/** What most outputs over HTTP have. */
export const http = { checkcert, mutualtls, maxconcurrentrequests, minimumpriority };

type Fields = Readonly<Record<string, z.ZodType>>;
type Optional<T extends Fields> = { [K in keyof T]: z.ZodOptional<T[K]> };

/** An output: fields without which it is off, and the others. */
export const output = <On extends Fields, Rest extends Fields>(on: On, rest: Rest) => {
  for (const field of Object.values(on)) {
    const known = z.globalRegistry.get(field);
    if (known?.["secret"] === true) z.globalRegistry.add(field, { ...known, required: true });
  }
  return z.strictObject({ ...on, ...optional(rest) }).optional();
};

/** Several outputs that share fields; at least one of them has to be there. */
export const group = <Shared extends Fields, Outputs extends Fields>(shared: Shared, outputs: Outputs) => {
  const names = Object.keys(outputs);
  return z
    .strictObject({ ...optional(shared), ...outputs })
    .refine((set) => names.some((name) => Reflect.get(set, name) !== undefined), {
      error: `at least one of ${listed(names)}`,
    })
    .optional();
};

const optional = <T extends Fields>(fields: T): Optional<T> => z.object(fields).partial().shape;
