/** A place in a text file, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What the language has to say about a rules file. */
export interface Diagnostic {
  /** The file as it was named. */
  readonly file: string;
  /** None where it is about the file as a whole. */
  readonly at?: Position;
  /** An error ends Falco, or breaks what reads its metrics; a warning is about what loads and doesn't do what was meant. */
  readonly severity: "error" | "warning";
  /** A sentence without its full stop. */
  readonly message: string;
  /** It says that there is no rule, macro or list of a name, which rests on the rules that are loaded before. */
  readonly ofName?: true;
  /** Name of the rule that it is about, if it is about one. */
  readonly rule?: string;
}
