import * as fc from "fast-check";
import { outputEnvironment, type EnvVar } from "../../../components/sidekickOutputValues";
import { customFields, fieldsText } from "../../../settings/sidekickOutputs/eventFields";
import { sidekickOutputs } from "../../../settings/sidekickOutputs/sidekickOutputs";
import { variables } from "./parsed";

const odd = [
  "%",
  "$",
  ":",
  ",",
  "'",
  '"',
  "{",
  "}",
  "(",
  ")",
  " ",
  "\t",
  "\r",
  "\n",
  "\0",
  "=",
  "#",
  "ä",
  "\u202e",
  "\ufeff",
  "\ud800",
];
const text = fc.string({ unit: fc.oneof(fc.constantFrom(...odd), fc.string({ unit: "binary" })) });

const accepted = (outputs: unknown) => sidekickOutputs.safeParse(outputs).success;

/** As falcosidekick splits a map (falcosidekick 2.34.1, config.go). */
const split = (variable: string): Record<string, string> =>
  Object.fromEntries(
    variable.split(",").flatMap((pair) => {
      const [name = "", value, ...rest] = pair.split(":");
      return value === undefined || rest.length > 0 ? [] : [[name, value]];
    }),
  );

/** As Kubernetes expands `value`: `$$` is a `$`. */
const expanded = (value: string) => value.replace(/\$(\$|\(\w+\))/g, (_, next: string) => (next === "$" ? "$" : ""));
const inContainer = (variable: EnvVar) =>
  "value" in variable && typeof variable.value === "string"
    ? { name: variable.name, value: expanded(variable.value) }
    : variable;

describe("every text", () => {
  it("of a secret arrives as it is, or is refused", async () => {
    await fc.assert(
      fc.asyncProperty(text, async (password) => {
        const zincsearch = { hostport: "http://z", username: "u", password };
        fc.pre(accepted({ zincsearch }));
        expect(password).toMatch(/^[^\r\n\0]+$/);
        expect(Buffer.from(password).toString()).toBe(password);
        expect((await variables({ zincsearch }))["ZINCSEARCH_PASSWORD"]).toBe(password);
      }),
    );
  });

  it("of a container's variable arrives as it is, or is refused", () => {
    fc.assert(
      fc.property(text, (messageformat) => {
        const parsed = sidekickOutputs.safeParse({ slack: { webhookurl: "https://x", messageformat } });
        fc.pre(parsed.success);
        expect(outputEnvironment(parsed.data).extraEnv.map(inContainer)).toContainEqual({
          name: "SLACK_MESSAGEFORMAT",
          value: messageformat,
        });
      }),
    );
  });

  it("of a header arrives as it is, or is refused", async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (one, other) => {
        const webhook = { address: "https://x", customheaders: { "X-A": one, "X-B": other } };
        fc.pre(accepted({ webhook }));
        expect(split((await variables({ webhook }))["WEBHOOK_CUSTOMHEADERS"] ?? "")).toEqual(webhook.customheaders);
      }),
    );
  });

  it("of a custom field arrives as it is, or is refused", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z._:]{1,5}$/), text), (fields) => {
        fc.pre(customFields.safeParse(fields).success);
        expect(split(fieldsText(fields))).toEqual(fields);
      }),
    );
  });
});
