import { EventEmitter, once } from "node:events";
import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../../../sandbox/tools/lock";
import { temporaryDirectory } from "./temporary";

const signal = new AbortController().signal;
const onWait = () => undefined;

describe("withLock", () => {
  it("lets one work at a time, and tells the other that it waits", async () => {
    const file = join(temporaryDirectory(), "built", "lock");
    const events: string[] = [];
    const release = new EventEmitter();
    let second: Promise<void> | undefined;
    await withLock(file, { signal, onWait }, async () => {
      events.push("first begins");
      const onSecondWait = () => {
        events.push("second waits");
        release.emit("release");
      };
      second = withLock(file, { signal, onWait: onSecondWait }, () =>
        Promise.resolve(void events.push("second begins")),
      );
      await once(release, "release");
      events.push("first ends");
    });
    await second;
    expect(events).toEqual(["first begins", "second waits", "first ends", "second begins"]);
    expect(existsSync(file)).toBe(false);
  });

  it("takes over a lock whose holder died", async () => {
    const file = join(temporaryDirectory(), "lock");
    writeFileSync(file, "123");
    const old = new Date(Date.now() - 60_000);
    utimesSync(file, old, old);
    expect(await withLock(file, { signal, onWait }, () => Promise.resolve("done"))).toBe("done");
  });

  it("gives the lock back when the work fails", async () => {
    const file = join(temporaryDirectory(), "lock");
    await expect(withLock(file, { signal, onWait }, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(existsSync(file)).toBe(false);
  });

  it("stops waiting on an abort and leaves the other's lock", async () => {
    const file = join(temporaryDirectory(), "lock");
    writeFileSync(file, "123");
    const controller = new AbortController();
    const waiting = withLock(
      file,
      {
        signal: controller.signal,
        onWait: () => {
          controller.abort(new Error("interrupted"));
        },
      },
      () => Promise.resolve("never"),
    );
    await expect(waiting).rejects.toThrow("interrupted");
    expect(existsSync(file)).toBe(true);
  });
});
