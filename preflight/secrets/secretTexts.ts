/** What a Secret of the user's holds. Its values don't show where an object is printed, and leave one at a time. */
export class SecretTexts {
  readonly #texts: Readonly<Record<string, string>>;

  constructor(
    data: Readonly<Record<string, string>>,
    /** `kubernetes.io/dockerconfigjson` and the like. */
    readonly type = "Opaque",
    readonly annotations: Readonly<Record<string, string>> = {},
  ) {
    this.#texts = data;
  }

  get keys(): readonly string[] {
    return Object.keys(this.#texts);
  }

  /** The text of a key; undefined where there is no such key. */
  text(key: string): string | undefined {
    return Object.hasOwn(this.#texts, key) ? this.#texts[key] : undefined;
  }
}

/** Something wrong with what a Secret holds. No value is in it. */
export interface Remark {
  /** An error would make the deployment fail, or do harm; a warning may. */
  readonly severity: "error" | "warning";
  /** Keys that have to be written anew. */
  readonly keys: readonly string[];
  /** Completes "Secret … ", without the full stop. */
  readonly says: string;
}

/** A remark that the deployment ends at. */
export const wrong = (says: string, ...keys: readonly string[]): Remark => ({ severity: "error", keys, says });
/** A remark that people should know. */
export const doubtful = (says: string, ...keys: readonly string[]): Remark => ({ severity: "warning", keys, says });
