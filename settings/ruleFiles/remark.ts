/** A place in a text file, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a check has to say about a rule file: Falco refuses it, or loads it and doesn't do what was meant. */
export type Remark = Refusal | Doubt;

/** What Falco refuses, or what no ConfigMap carries. */
export interface Refusal {
  readonly refused: true;
  /** None where it is about the file as a whole. */
  readonly at?: Position;
  /** Completes "expected …". */
  readonly expected: string;
  /** A clause. */
  readonly found: string;
}

interface Doubt {
  readonly refused: false;
  readonly at?: Position;
  /** A clause. */
  readonly found: string;
}

/** Says what Falco stops at, or what breaks for its metrics. */
export const refuse = (at: Position | undefined, expected: string, found: string): Refusal => ({
  refused: true,
  ...(at && { at }),
  expected,
  found,
});

/** Says what Falco loads, though it does something else than was meant. */
export const doubt = (at: Position | undefined, found: string): Doubt => ({ refused: false, ...(at && { at }), found });
