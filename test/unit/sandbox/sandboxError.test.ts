import { explain, SandboxError } from "../../../sandbox/sandboxError";

describe("explain", () => {
  it("says what happened, the log's last lines, where the rest is, what to do", () => {
    const error = new SandboxError("etcd has ended", {
      logLines: ["no space left", "x".repeat(300)],
      log: "/p/.sandbox/logs/etcd.log",
      repair: "Free some space.",
    });
    expect(explain(error)).toBe(
      `error: etcd has ended\n  | no space left\n  | ${"x".repeat(240)}...\n  whole log: /p/.sandbox/logs/etcd.log\nFree some space.`,
    );
  });

  it("shows the stack of what nobody foresaw", () => {
    expect(explain(new TypeError("x is undefined"))).toMatch(/^TypeError: x is undefined\n +at /);
  });
});
