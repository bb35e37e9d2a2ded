import { explain } from "../../../sandbox/sandboxError";
import { refuseUnknownCommand } from "../../../sandbox/unknownCommand";

const said = (word: string | undefined): string => {
  try {
    refuseUnknownCommand(word, ["up", "down", "status", "env", "help"]);
    return "";
  } catch (error) {
    return explain(error);
  }
};

it.each([
  ["stauts", 'error: there is no command "stauts"\nDid you mean: npm run sandbox -- status'],
  ["dwon", 'error: there is no command "dwon"\nDid you mean: npm run sandbox -- down'],
  ["restart", 'error: there is no command "restart"\nThe commands are up, down, status, env, help.'],
  ["status", ""],
  ["--nodes", ""],
  [undefined, ""],
])("says of %s what is meant", (word, expected) => {
  expect(said(word)).toBe(expected);
});
