/** What is set, as YAML has it, and the lines of the message: what is wrong, then the commands that repair it. */
export type Refused = readonly [given: Readonly<Record<string, unknown>>, lines: readonly string[]];
