/** A condition that Falco's parser stops at. */
export class SyntaxFault extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

const patterns = {
  not: /not[ \t\n\r\f\v]+/y,
  identifier: /[a-zA-Z]+[a-zA-Z0-9_]*/y,
  field: /[a-zA-Z]+[a-zA-Z0-9_]*(?:\.[a-zA-Z]+[a-zA-Z0-9_]*)+/y,
  argument: /[^\]["' \t\n\r\f\v]+/y,
  hexadecimal: /0[xX][0-9a-fA-F]+/y,
  number: /[+-]?[0-9]+\.?[0-9]*(?:[eE][+-][0-9]+)?/y,
  word: /[^()"' \t\n\r\f\v=,]+/y,
  blank: /[ \t\b\r\n]+/y,
} as const;
/** Kinds of words. */
export type WordKind = keyof typeof patterns;

/** Reads words of a condition one after the other. */
export class Scanner {
  at = 0;

  constructor(readonly text: string) {}

  /** The next word of a kind, read on success. */
  word(kind: WordKind): string | undefined {
    const pattern = patterns[kind];
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** Whether any blank was there. */
  blank(): boolean {
    return this.word("blank") !== undefined;
  }

  /** Whether the text goes on with exactly this, which is read on success. */
  exactly(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** The first of these that the text goes on with. */
  oneOf<T extends string>(words: readonly T[], after = ""): T | undefined {
    return words.find((word) => this.exactly(word + after));
  }

  /** A text in quotes, without them. */
  quoted(): string | undefined {
    const start = this.at;
    const quote = this.text[start];
    if (quote !== '"' && quote !== "'") return undefined;
    for (let end = start + 1; end < this.text.length; end++) {
      // What stands before a quote decides, even where that is an escaped backslash (parser.cpp, lex_quoted_str).
      if (this.text[end] !== quote || this.text[end - 1] === "\\") continue;
      this.at = end + 1;
      return unescaped(this.text, start, end);
    }
    return undefined;
  }
}

const escapes: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  " ": "\\",
  "\\": "\\",
  "/": "/",
};

/** libs 0.25.4, userspace/libsinsp/filter/escaping.cpp, unescape_str. */
function unescaped(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end);
  if (!inner.includes("\\")) return inner;
  let value = "";
  for (let at = 0; at < inner.length; at++) {
    const sign = inner.charAt(at);
    if (sign !== "\\") {
      value += sign;
      continue;
    }
    const escaped = inner.charAt(++at);
    const meant = escaped === text[start] ? escaped : escapes[escaped];
    // A backslash at the very end stands for nothing.
    if (meant === undefined && at < inner.length)
      throw new SyntaxFault(start + at, `\\${escaped} is no escape in quotes, where \\\\ stands for a backslash`);
    value += meant ?? "";
  }
  return value;
}
