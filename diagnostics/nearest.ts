import { closest, distance } from "fastest-levenshtein";

/** The word meant by a misspelt or shortened one, where one is near enough to be it. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const written = word.toLowerCase();
  const lower = known.map((one) => one.toLowerCase());
  const match = known.length > 0 && written !== "" ? closest(written, lower) : undefined;
  if (match === undefined) return undefined;
  const [most, far] = [Math.min(3, Math.floor(Math.min(written.length, match.length) / 2)), distance(written, match)];
  const near = far <= most ? known[lower.indexOf(match)] : undefined;
  // One letter too many is nearer than many that are missing: `falcos` is for falco.
  return far === 1 ? (near ?? lengthened(word, known)) : (lengthened(word, known) ?? near);
}

/** `warn` is for warning, however many letters are missing, and `exporter` for falcoExporter. */
function lengthened(word: string, known: readonly string[]): string | undefined {
  if (word.length < 3) return undefined;
  const ending = word.charAt(0).toUpperCase() + word.slice(1);
  const only = (found: readonly string[]) => (found.length === 1 ? found[0] : undefined);
  return (
    only(known.filter((one) => one.toLowerCase().startsWith(word.toLowerCase()))) ??
    only(known.filter((one) => one.endsWith(ending)))
  );
}
