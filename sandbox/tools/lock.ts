import { mkdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The holder touches its lock this often, in ms; a lock not touched for `staleAfter` has lost its holder. */
const heartbeat = 1000;
const staleAfter = 10_000;

/**
 * Runs `work` while holding a lock file, so that two checkouts don't build the same tools at once. It saves work and
 * guards nothing: results are renamed into place, so that two holders at once would do no harm.
 */
export async function withLock<T>(
  file: string,
  { signal, onWait, every = heartbeat / 2 }: { signal: AbortSignal; onWait: () => void; every?: number },
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  while (!(await take(file))) {
    signal.throwIfAborted();
    if (await isStale(file)) {
      await rm(file, { force: true });
      continue;
    }
    onWait();
    await sleep(every, undefined, { signal }).catch(() => undefined); // an abort is thrown above
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined); // taken as stale from a machine that slept
  }, heartbeat);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function isStale(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > staleAfter;
}
