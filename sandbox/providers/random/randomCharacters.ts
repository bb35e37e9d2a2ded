import { randomInt } from "node:crypto";

/** Which characters a password has, and how many of each class at least. */
export interface Composition {
  readonly length: number;
  readonly lower: boolean;
  readonly upper: boolean;
  readonly numeric: boolean;
  readonly special: boolean;
  readonly minLower: number;
  readonly minUpper: number;
  readonly minNumeric: number;
  readonly minSpecial: number;
  /** Replaces the real provider's own special characters; empty counts as not given. */
  readonly overrideSpecial?: string | undefined;
}

const pick = (characters: readonly string[], count: number): string[] =>
  Array.from({ length: count }, () => characters[randomInt(characters.length)] ?? "");

/** Fisher-Yates. */
const shuffled = (characters: readonly string[]): string[] => {
  const result = [...characters];
  for (let last = result.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other] ?? "", result[last] ?? ""];
  }
  return result;
};

/** Cryptographically random characters: the least number of each class, the rest from all classes that are on. */
export const randomCharacters = (wanted: Composition): string => {
  const classes = [
    { on: wanted.upper, least: wanted.minUpper, characters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
    { on: wanted.lower, least: wanted.minLower, characters: "abcdefghijklmnopqrstuvwxyz" },
    { on: wanted.numeric, least: wanted.minNumeric, characters: "0123456789" },
    { on: wanted.special, least: wanted.minSpecial, characters: wanted.overrideSpecial || "!@#$%&*()-_=+[]{}<>:?" },
  ].map((one) => ({ ...one, characters: Array.from(one.characters) }));
  const least = classes.flatMap(({ characters, least: count }) => pick(characters, count));
  const all = classes.filter(({ on }) => on).flatMap(({ characters }) => characters);
  return shuffled([...least, ...pick(all, wanted.length - least.length)]).join("");
};
