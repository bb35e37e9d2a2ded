import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

// Each leaf has one message, whatever of it is wrong: what is expected, in words that complete "expected …".

/** "a, b or c". */
export const listed = (values: readonly string[]): string =>
  values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} or ${values.slice(-1).join("")}`;

/** One of a few words. */
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: listed(values) });

/**
 * Text of a form; `expected` describes it. Pulumi's config makes a number or boolean of text that looks like one; where
 * text belongs it can only mean that.
 */
export const text = (pattern: RegExp, expected: string) =>
  z
    .union([z.string(), z.number(), z.boolean()], { error: expected })
    .transform(String)
    .pipe(z.string().regex(pattern, { error: expected }));

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

/** A name that Kubernetes takes for most of its objects (RFC 1123). */
export const dnsSubdomain = () =>
  text(
    /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    "at most 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends",
  );

/** True or false, nothing that other programs would take for it. */
export const flag = () => z.boolean({ error: "true or false" });

/** A Kubernetes quantity of bytes. */
export const quantity = () => text(/^[1-9]\d*(Ki|Mi|Gi|Ti|Pi)$/, "a quantity such as 512Mi or 1Gi");

/** Labels. */
export const labels = () =>
  z.record(
    z.string().regex(/^([a-z0-9.-]+\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/),
    text(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/, "a Kubernetes label value"),
    {
      error: ({ code }) => (code === "invalid_key" ? "a Kubernetes label name" : "a mapping of label names to values"),
    },
  );

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
      { error: expected },
    )
    .transform((value) =>
      pulumi.Output.isInstance(value) ? pulumi.secret(value).apply(checked) : pulumi.secret(value),
    )
    .meta({ secret: true });
};
