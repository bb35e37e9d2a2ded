import { keyOf } from "../../settings/commands";
import { fieldMisfit } from "../../settings/sidekickOutputs/fieldTree";
import type { MissingSecret } from "../../settings/sidekickOutputs/missingSecrets";
import { wrong, type Remark, type SecretTexts } from "./secretTexts";

/** Go reads base64 over line breaks (encoding/base64), which the command `base64` writes. */
const base64Field = "sidekick.outputs.gcp.credentials";

/** What is wrong with the secret fields of outputs that a Secret of the user's brings. */
export const outputRemarks = (texts: SecretTexts, fields: readonly MissingSecret[]): readonly Remark[] =>
  fields.flatMap(({ variable, required, path }) => {
    const given = texts.text(variable);
    const text = keyOf(path) === base64Field ? given?.replace(/[\r\n]/g, "") : given;
    if (text === undefined || (text === "" && !required)) return [];
    if (text === "") return [wrong(`has an empty ${variable}, without which the output stays off`, variable)];
    if (/^\s|\s$/.test(text))
      return [wrong(`has a blank or a line break around ${variable}, as of a file written by echo`, variable)];
    const expected = fieldMisfit(path, text);
    return expected === undefined ? [] : [wrong(`has in ${variable} something else than ${expected}`, variable)];
  });
