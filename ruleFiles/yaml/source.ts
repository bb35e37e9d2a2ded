import type { Position } from "../diagnostic";

/** A rules file's text, in which offsets are places. */
export class Source {
  private readonly starts: number[] = [0];

  /**
   * @param file - as it was named
   * @param text - without a byte order mark
   */
  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.starts.push(at + 1);
  }

  /** The line and column of an offset. */
  position(offset: number): Position {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}
