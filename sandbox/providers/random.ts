import random from "@pulumi/random/package.json" with { type: "json" };
import { randomPassword } from "./random/randomPassword.ts";

/** What takes the place of the plugin `random`. */
export const standInForRandom = {
  real: { name: "random", version: random.version },
  kinds: [randomPassword],
};
