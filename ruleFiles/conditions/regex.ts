/** The most that a repetition may count, nested ones multiplied. */
const most = 1000;
const classNames = "alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit".split(" ");

class Wrong extends Error {}

/**
 * Why RE2 doesn't take a regular expression, if it doesn't. Falco lets it read POSIX's: no `\d`, no `(?:`, no lazy repetition
 * (re2/parse.cc without PerlX, PerlClasses and UnicodeGroups; libs 0.25.4, sinsp_filtercheck.cpp).
 */
export function regexFault(pattern: string): string | undefined {
  try {
    new RegexReader(pattern).read();
    return undefined;
  } catch (error) {
    if (error instanceof Wrong) return error.message;
    throw error;
  }
}

/** How often the last thing read can be repeated within itself; undefined where nothing is before. */
type Last = number | undefined;

class RegexReader {
  private readonly signs: readonly string[];
  private at = 0;
  /** The most repetitions in the bracket that is open. */
  private inside = 0;
  private last: Last;

  constructor(pattern: string) {
    this.signs = Array.from(pattern);
  }

  read(): void {
    // Each open bracket keeps the most repetitions of what is in it so far.
    const open: number[] = [];
    while (this.at < this.signs.length) {
      const sign = this.signs[this.at++];
      if (sign === "(") {
        open.push(this.inside);
        [this.inside, this.last] = [0, undefined];
      } else if (sign === ")") {
        const outside = open.pop();
        if (outside === undefined) throw new Wrong("a ) closes no bracket");
        const times = Math.max(1, this.inside);
        this.inside = outside;
        this.push(times);
      } else if (sign === "|") this.last = undefined;
      else if (sign === "*" || sign === "+" || sign === "?") {
        if (this.last === undefined) throw new Wrong(this.nothingToRepeat(sign));
      } else if (sign === "{") this.push(this.repeated(this.last));
      else {
        if (sign === "[") this.bracket();
        if (sign === "\\") this.escape();
        this.push(1);
      }
    }
    if (open.length > 0) throw new Wrong("a ( is never closed");
  }

  private push(times: number): void {
    this.inside = Math.max(this.inside, times);
    this.last = times;
  }

  private nothingToRepeat(sign: string): string {
    const perl = sign === "?" && this.signs[this.at - 2] === "(" ? ", and (? as in other languages is unknown" : "";
    return `there is nothing before ${sign} that it repeats${perl}`;
  }

  private repeated(last: Last): number {
    const found = /^(0|[1-9]\d{0,8})(?:(,)(0|[1-9]\d{0,8})?)?\}/.exec(this.signs.slice(this.at).join(""));
    // Anything else in braces is text.
    if (!found) return 1;
    const least = Number(found[1]);
    const highest = found[2] === undefined ? least : found[3] === undefined ? undefined : Number(found[3]);
    if (least > most || (highest ?? 0) > most || (highest ?? least) < least)
      throw new Wrong(`{${found[0]} is no repetition that counts up to ${most}`);
    if (last === undefined) throw new Wrong(this.nothingToRepeat("{"));
    this.at += found[0].length;
    const counted = highest ?? least;
    const times = last * Math.max(1, counted);
    if ((least >= 2 || counted >= 2) && times > most)
      throw new Wrong(`nested repetitions count ${times} times, more than ${most}`);
    return times;
  }

  /** A class of characters. */
  private bracket(): void {
    if (this.signs[this.at] === "^") this.at++;
    for (let first = true; this.signs[this.at] !== "]" || first; first = false) {
      if (this.at >= this.signs.length) throw new Wrong("a [ is never closed");
      const [sign, next] = [this.signs[this.at], this.signs[this.at + 1]];
      if (sign === "-" && !first && next !== "]") throw new Wrong("a - in [ ] has to be its first or last");
      if (sign === "[" && next === ":" && this.className()) continue;
      const low = this.member();
      if (this.signs[this.at] !== "-" || (this.signs[this.at + 1] ?? "]") === "]") continue;
      this.at++;
      if (this.member() < low) throw new Wrong("a range in [ ] runs backwards");
    }
    this.at++;
  }

  private className(): boolean {
    const found = /^\[:(.*?):\]/su.exec(this.signs.slice(this.at).join(""));
    if (!found) return false;
    const name = found[1] ?? "";
    if (!classNames.includes(name.replace(/^\^/, ""))) throw new Wrong(`[:${name}:] is no class of characters`);
    this.at += Array.from(found[0]).length;
    return true;
  }

  private member(): number {
    const sign = this.signs[this.at++];
    if (sign === undefined) throw new Wrong("a [ is never closed");
    return sign === "\\" ? this.escape() : (sign.codePointAt(0) ?? 0);
  }

  /** What follows a backslash, as the number of a character. */
  private escape(): number {
    const sign = this.signs[this.at++];
    if (sign === undefined) throw new Wrong("a backslash ends it");
    const rest = this.signs.slice(this.at).join("");
    const known: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, a: 7, f: 12, v: 11 };
    if (sign in known) return known[sign] ?? 0;
    if (/^[\x00-\x7f]$/.test(sign) && !/[a-zA-Z0-9]/.test(sign)) return sign.charCodeAt(0);
    const octal = /^[0-7]{0,2}/.exec(rest)?.[0] ?? "";
    if (sign === "0" || (/[1-7]/.test(sign) && octal !== "")) {
      this.at += octal.length;
      return parseInt(sign + octal, 8);
    }
    const hex = sign === "x" ? /^(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/.exec(rest) : undefined;
    const code = parseInt(hex?.[1] ?? hex?.[2] ?? "", 16);
    if (!hex || !(code <= 0x10ffff)) throw new Wrong(`\\${sign} is no escape of POSIX's`);
    this.at += hex[0].length;
    return code;
  }
}
