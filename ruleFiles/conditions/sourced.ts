import type { Position } from "../diagnostic";
import { offsetIn, type Text } from "../yaml/tree";

interface Part {
  /** Where it begins in the whole text. */
  readonly from: number;
  readonly scalar: Text;
  /** Offset in the scalar's text at which it begins. */
  readonly at: number;
  /** Text put in for another one: all of it stands at the place of that. */
  readonly put?: true;
}

/** A condition put together from several places of files, which knows where each character came from. */
export class Sourced {
  private constructor(
    readonly text: string,
    private readonly parts: readonly Part[],
  ) {}

  /** The text of a scalar. */
  static of(scalar: Text): Sourced {
    return new Sourced(scalar.text, [{ from: 0, scalar, at: 0 }]);
  }

  /** Text that stands in no file, in place of a scalar. */
  static put(text: string, scalar: Text): Sourced {
    return new Sourced(text, [{ from: 0, scalar, at: 0, put: true }]);
  }

  /** One after the other. */
  static join(texts: readonly Sourced[]): Sourced {
    const parts: Part[] = [];
    let text = "";
    for (const next of texts) {
      for (const part of next.parts) parts.push({ ...part, from: part.from + text.length });
      text += next.text;
    }
    return new Sourced(text, parts);
  }

  /** With other text in place of what is from `start` to `end`; `named` is the place that it is put down to. */
  replaced(start: number, end: number, text: string, named: number): Sourced {
    const shift = text.length - (end - start);
    const before = this.parts.filter(({ from }) => from < start);
    const { scalar, at } = this.origin(named);
    const after = this.parts.filter(({ from }) => from > end).map((part) => ({ ...part, from: part.from + shift }));
    const last = this.parts.findLast(({ from }) => from <= end);
    const rest = last && { ...last, from: start + text.length, at: last.put ? last.at : last.at + end - last.from };
    return new Sourced(this.text.slice(0, start) + text + this.text.slice(end), [
      ...before,
      { from: start, scalar, at, put: true },
      ...(rest && end < this.text.length ? [rest] : []),
      ...after,
    ]);
  }

  /** Where a character of the text came from. */
  place(offset: number): { readonly file: string; readonly at: Position } {
    const { scalar, at } = this.origin(Math.max(0, offset));
    return { file: scalar.source.file, at: scalar.source.position(offsetIn(scalar, at)) };
  }

  private origin(offset: number): { readonly scalar: Text; readonly at: number } {
    const part = this.parts.findLast(({ from }) => from <= offset) ?? this.parts[0];
    if (!part) throw new Error("A condition has come from nowhere.");
    return { scalar: part.scalar, at: part.put ? part.at : part.at + offset - part.from };
  }
}
