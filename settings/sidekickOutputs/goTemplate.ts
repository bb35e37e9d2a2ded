/** Go's own functions and constants: falcosidekick adds none (Go 1.26, text/template/funcs.go). */
const functions = new Set(
  "and call eq ge gt html index js le len lt ne not or print printf println slice urlquery".split(" "),
);
const constants = new Set(["true", "false", "nil"]);

const blank = String.raw`[ \t\r\n]`;
const escape = String.raw`\\(?:[abfnrtv\\]|[0-3][0-7]{2}|x[0-9A-Fa-f]{2}|u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})`;
const name = String.raw`[\p{L}_][\p{L}\p{Nd}_]*`;
/** Ends a name or a number. */
const ended = String.raw`(?=[ \t\r\n.,|:()]|\}\})`;

/** What an action is made of (Go 1.26, text/template/parse/lex.go). */
const token = new RegExp(
  [
    `(?<close>(?:${blank}+-)?\\}\\})`,
    `(?<space>${blank}+)`,
    `(?<text>"(?:[^"\\\\\\n]|${escape}|\\\\")*"|\`[^\`]*\`|'(?:[^'\\\\\\n]|${escape}|\\\\')')`,
    `(?<number>[+-]?(?:0x[0-9A-Fa-f]+|\\d{1,18}(?:\\.\\d*)?|\\.\\d+)${ended})`,
    `(?<field>\\.${name}${ended})`,
    `(?<dot>\\.${ended})`,
    `(?<variable>\\$[\\p{L}\\p{Nd}_]*${ended})`,
    `(?<word>${name}${ended})`,
    "(?<sign>:=|[=|(),])",
  ].join("|"),
  "uy",
);
const comment = new RegExp(String.raw`\{\{(?:-${blank})?/\*[^]*?\*/(?:${blank}-)?\}\}`, "uy");
const open = new RegExp(String.raw`\{\{(?:-(?=${blank}))?`, "uy");

interface Token {
  readonly kind: string;
  readonly text: string;
}

/** The actions of a template, each as its tokens without the braces; undefined where one can't be read. */
function actionsOf(template: string): Token[][] | undefined {
  const actions: Token[][] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(template);
    at += found?.[0].length ?? 0;
    return found;
  };
  for (;;) {
    at = template.indexOf("{{", at);
    if (at < 0) return actions;
    if (take(comment)) continue;
    take(open);
    const action: Token[] = [];
    for (;;) {
      const found = take(token);
      const kind = Object.entries(found?.groups ?? {}).find(([, text]: [string, unknown]) => text !== undefined)?.[0];
      if (!found || kind === undefined) return undefined;
      if (kind === "close") break;
      action.push({ kind, text: found[0] });
    }
    actions.push(action);
  }
}

// The grammar works on a letter for each token: f(unction), c(onstant), v(ariable), "." for a field, P for what is in
// parentheses, ? for what belongs nowhere; blanks and signs are themselves, := is ":".
const letterOf = ({ kind, text }: Token): string => {
  if (kind === "space") return " ";
  if (kind === "sign") return text === ":=" ? ":" : text;
  if (kind === "variable") return "v";
  if (kind === "field") return ".";
  if (kind !== "word" || constants.has(text)) return "c";
  return functions.has(text) ? "f" : "?";
};
const called = String.raw`[fvP.]\.*`;
const further = `(?: (?:${called}|c))*`;
const commands = `(?:${called}|c)${further}(?: ?\\| ?${called}${further})*`;
const inParentheses = new RegExp(`\\( ?${commands} ?\\)`, "g");
const pipeline = new RegExp(`^ ?(?:v ?[:=] ?)?${commands} ?$`);
const rangePipeline = new RegExp(`^ ?(?:v ?(?:, ?v ?)?[:=] ?)?${commands} ?$`);

const isPipeline = (action: readonly Token[], of: RegExp): boolean => {
  let letters = action.map(letterOf).join("");
  // As deep as anybody nests parentheses.
  for (let depth = 0; depth < 20; depth += 1) letters = letters.replace(inParentheses, "P");
  return of.test(letters);
};

interface Block {
  readonly word: string;
  /** How many variables there were before it. */
  readonly outside: number;
  readonly hasElse: boolean;
}

/**
 * Whether Go would parse a template, and knows its functions and variables. `define`, `block` and `template`, of which
 * one message has no use, are not taken.
 */
export function isGoTemplate(template: string): boolean {
  const blocks: Block[] = [];
  const variables = ["$"];

  const isDeclared = (action: readonly Token[]): boolean => {
    const dense = action.filter(({ kind }) => kind !== "space");
    dense.forEach(({ kind, text }, at) => {
      const declares = dense.slice(at + 1, at + 4).find((next) => next.text !== "," && next.kind !== "variable");
      if (kind === "variable" && declares?.text === ":=") variables.push(text);
    });
    return dense.every(({ kind, text }) => kind !== "variable" || variables.includes(text));
  };
  const isRight = (action: readonly Token[], of = pipeline) => isPipeline(action, of) && isDeclared(action);

  const reads = (action: readonly Token[]): boolean => {
    const start = action[0]?.kind === "space" ? 1 : 0;
    const first = action[start];
    const word = first?.kind === "word" ? first.text : "";
    const rest = action.slice(start + 1);
    const isAlone = rest.every(({ kind }) => kind === "space");
    const opens = (of: string, tail: readonly Token[]) => {
      blocks.push({ word: of, outside: variables.length, hasElse: false });
      return isRight(tail, of === "range" ? rangePipeline : pipeline);
    };
    switch (word) {
      case "if":
      case "with":
      case "range":
        return opens(word, rest);
      case "break":
      case "continue":
        return isAlone && blocks.some((block) => block.word === "range");
      case "end":
      case "else": {
        const block = blocks.pop();
        if (!block) return false;
        variables.length = block.outside;
        if (word === "end") return isAlone;
        if (block.hasElse) return false;
        // `else if` goes on with an if, `else with` with a with.
        if (!isAlone) return block.word !== "range" && rest[1]?.text === block.word && opens(block.word, rest.slice(2));
        blocks.push({ ...block, hasElse: true });
        return true;
      }
      default:
        return isRight(action);
    }
  };
  return (actionsOf(template)?.every(reads) ?? false) && blocks.length === 0;
}
