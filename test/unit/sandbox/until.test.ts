import { until } from "../../../sandbox/processes/until";

const signal = new AbortController().signal;

describe("until", () => {
  it("asks until the answer is true, and tells what is missing meanwhile", async () => {
    const answers = ["two", "one", true] as const;
    const told: string[] = [];
    let asked = 0;
    await until({
      ask: () => Promise.resolve(answers[asked++] ?? true),
      timeoutMs: 5000,
      signal,
      onMissing: (text) => told.push(text),
    });
    expect([asked, told]).toEqual([3, ["two", "one"]]);
  });

  it("fails loudly with what is missing and the log's last lines", async () => {
    const waiting = until({
      ask: () => Promise.reject(new Error("connection refused")),
      timeoutMs: 0,
      signal,
      logLines: () => ["last words"],
    });
    await expect(waiting).rejects.toMatchObject({
      message: "after 0 s still: connection refused",
      logLines: ["last words"],
    });
  });

  it("throws the reason of an abort at once", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const waiting = until({ ask: () => Promise.resolve("never"), timeoutMs: 60_000, signal: controller.signal });
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });
});
