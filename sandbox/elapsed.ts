/** Time since `start` (from `Date.now()`) as `m:ss`, for progress. */
export function elapsed(start: number, now = Date.now()): string {
  const seconds = Math.floor((now - start) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
