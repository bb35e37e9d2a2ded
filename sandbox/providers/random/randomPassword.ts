import bcrypt from "bcryptjs";
import { z } from "zod";
import { resourceKind } from "../resourceKind.ts";
import { randomCharacters } from "./randomCharacters.ts";

const atLeast = z.int().min(0);

const inputs = z
  .strictObject({
    length: z.int().min(1),
    lower: z.boolean(),
    upper: z.boolean(),
    numeric: z.boolean(),
    number: z.boolean(),
    special: z.boolean(),
    minLower: atLeast,
    minUpper: atLeast,
    minNumeric: atLeast,
    minSpecial: atLeast,
    overrideSpecial: z.string().optional(),
    keepers: z.record(z.string(), z.string()).optional(),
  })
  .refine((least) => least.length >= least.minLower + least.minUpper + least.minNumeric + least.minSpecial, {
    path: ["length"],
    error: "expected at least the sum of minLower, minUpper, minNumeric and minSpecial",
  })
  .refine(({ number, numeric }) => number === numeric, { path: ["number"], error: "expected the same as numeric" })
  .refine(({ lower, upper, numeric, special }) => lower || upper || numeric || special, {
    path: ["numeric"],
    error: "expected true for one of lower, upper, numeric and special",
  });

/** A random password and its bcrypt hash, both secret. */
export const randomPassword = resourceKind({
  type: "random:index/randomPassword:RandomPassword",
  schemaVersion: 3,
  inputs,
  secrets: ["bcryptHash", "result"],
  updatable: [],
  sticky: [],
  // `number` is the old name of `numeric`: each stands in for the other.
  withDefaults: (given) => ({
    lower: true,
    upper: true,
    numeric: given["number"] ?? true,
    number: given["numeric"] ?? true,
    special: true,
    minLower: 0,
    minUpper: 0,
    minNumeric: 0,
    minSpecial: 0,
    ...given,
  }),

  create: async (wanted) => {
    const result = randomCharacters(wanted);
    // bcrypt reads 72 bytes at most. Go's prefix is 2a where bcryptjs would write 2b; the hash is the same.
    const salt = (await bcrypt.genSalt(10)).replace(/^\$2b\$/, "$2a$");
    return { id: "none", outputs: { result, bcryptHash: await bcrypt.hash(result, salt) } };
  },
});
