import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { listed } from "../diagnostics/listed";
import { bytesOf } from "./quantity";

export { listed };

// Each leaf has one message, whatever of it is wrong: what is expected, in words that complete "expected …".

/** One of a few words. */
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: listed(values) });

/**
 * Any text. YAML and Pulumi's config make a number or boolean of text that looks like one; where text belongs it can
 * only mean that. What they change on the way (1.10, 12345678901234567890) has to stand in quotes.
 */
export const anyText = (expected: string) =>
  z
    .union([z.string(), z.int(), z.boolean()], {
      error: ({ input }) => (typeof input === "number" ? inQuotes(expected) : expected),
    })
    .transform(String);

const inQuotes = (expected: string) => `${expected}, in quotes: without them it is a number, and not as it was written`;

/** Text of a form; `expected` describes it. */
export const text = (pattern: RegExp, expected: string) =>
  anyText(expected).pipe(z.string().regex(pattern, { error: expected }));

/** Whether the port of a host, with or without a scheme before it and a path behind, is one that there can be. */
export const hasRightPort = (text: string): boolean => {
  const port = /^(?:\w+:\/\/)?(?:\[[^\]]*\]|[^/:]*):(\d+)(?:\/|$)/.exec(text)?.[1];
  return port === undefined || (Number(port) > 0 && Number(port) < 65_536);
};

/** A whole number within bounds; digits in quotes count, since Pulumi keeps scalars of its config as text. */
export const wholeNumber = (min: number, max: number, unit = "") => {
  const error = `a whole number${unit && ` of ${unit}`} from ${min} to ${max}`;
  return z
    .union([z.number(), z.string().regex(/^\s*-?\d+\s*$/, { error })], { error })
    .transform(Number)
    .pipe(z.int({ error }).min(min, { error }).max(max, { error }));
};

/** A name that Kubernetes takes for namespaces, Services and Secrets (RFC 1123). */
export const dnsLabel = (max = 63) =>
  text(
    new RegExp(`^(?=.{1,${max}}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$`),
    `at most ${max} lower-case letters, digits and dashes, with a letter or digit at both ends`,
  );

/** A namespace that the stack may make its own. */
export const ownNamespace = (max = 63) =>
  dnsLabel(max).refine((name) => !/^(default|kube-.*)$/.test(name), {
    error: "a namespace of the stack's own: what else lives in this one would get its privileges, and go with it",
  });

/** A name that Kubernetes takes for most of its objects (RFC 1123). */
export const dnsSubdomain = () =>
  text(
    /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    "at most 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends",
  );

/** Name of a login; HTTP's basic authentication ends it at a colon. */
export const userName = () => text(/^[^\s:,;]+$/, "a name without blanks, colons, commas and semicolons");

/** True or false; in quotes too, since `pulumi config set` keeps the kind of what it replaces, and scalars as text. */
export const flag = () =>
  z
    .union([z.boolean(), z.enum(["true", "false"])], { error: "true or false" })
    .transform((value) => value === true || value === "true")
    .pipe(z.boolean());

const bytes = "a quantity such as 512Mi or 1Gi";
const quantityForm = /^(?=.*[1-9])\d+(\.\d+)?(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)?$/;
/** A Kubernetes quantity of bytes. */
export const quantity = () =>
  text(quantityForm, bytes).refine((written) => !quantityForm.test(written) || bytesOf(written) >= 1024 ** 2, {
    error: `${bytes}, 1Mi at least: without a unit it is bytes`,
  });

/** Name of a label, and of a taint. */
export const labelName = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
/** Value of a label, and of a taint. */
export const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Labels. */
export const labels = () =>
  z.record(z.string().regex(labelName), text(labelValue, "a Kubernetes label value"), {
    error: ({ code }) => (code === "invalid_key" ? "a Kubernetes label name" : "a mapping of label names to values"),
  });

/**
 * A secret text: of the config (which Pulumi has decrypted by now) or an Output of another program. It leaves as a
 * secret Output, so that whatever is made of it is secret too. An Output is checked when its value is known.
 */
export const secretText = (pattern: Pick<RegExp, "test">, expected: string) => {
  const checked = (value: string): string => {
    if (!pattern.test(value)) throw new pulumi.RunError(`a secret given as an Output is wrong: expected ${expected}.`);
    return value;
  };
  return z
    .custom<pulumi.Input<string>>(
      (value) => pulumi.Output.isInstance(value) || (typeof value === "string" && pattern.test(value)),
      { error: ({ input }) => (typeof input === "number" ? inQuotes(expected) : expected) },
    )
    .transform((value) =>
      pulumi.Output.isInstance(value) ? pulumi.secret(value).apply(checked) : pulumi.secret(value),
    )
    .meta({ secret: true });
};
