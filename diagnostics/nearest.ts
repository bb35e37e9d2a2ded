import { closest, distance } from "fastest-levenshtein";

/** The word meant by a misspelt or shortened one, where one is near enough to be it. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const written = word.toLowerCase();
  // `warn` is for warning, however many letters are missing.
  const [longer, another] = known.filter((one) => written.length >= 3 && one.toLowerCase().startsWith(written));
  if (longer !== undefined && another === undefined) return longer;
  const lower = known.map((one) => one.toLowerCase());
  const match = known.length > 0 && written !== "" ? closest(written, lower) : undefined;
  if (match === undefined) return undefined;
  const most = Math.min(3, Math.floor(Math.min(written.length, match.length) / 2));
  return distance(written, match) <= most ? known[lower.indexOf(match)] : undefined;
}
