/** A setting by its path below `falco:`, for instance `["ui", "nodePort"]`. */
export type SettingPath = readonly PropertyKey[];

/** A value that repairs a setting. */
export interface Repair {
  readonly path: SettingPath;
  /** As a user types it; undefined: the setting has to go. */
  readonly value?: string;
}

/** Something wrong that no single value shows: between settings, chart versions, or files that settings name. */
export interface Finding {
  /** The setting that the message is about. */
  readonly path: SettingPath;
  /** Completes "expected …", without the full stop. */
  readonly expected: string;
  /** Other settings that the judgement rests on: while one of them is wrong itself, nothing is said. */
  readonly restsOn?: readonly SettingPath[];
  /** The value is none of its kind, so that nothing is judged by it. */
  readonly isUseless?: boolean;
  /** Each of them alone repairs it; none where no command does. */
  readonly repairs?: readonly Repair[];
}
