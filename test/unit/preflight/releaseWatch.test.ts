import * as pulumi from "@pulumi/pulumi";
import type { Ask } from "../../../preflight/apiServer";
import { watchReleases } from "../../../preflight/releaseWatch";

const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
const unplaced = {
  metadata: { name: "falco-1", uid: "p" },
  status: { conditions: [{ type: "PodScheduled", status: "False", message: "0/2 nodes are available." }] },
};

let asked: string[];
const answering =
  (pods: readonly object[], status = 200): Ask =>
  ({ path }) => {
    asked.push(path);
    return Promise.resolve({ status, body: { items: path.includes("/pods?") ? pods : [] } });
  };

/** The hooks of a release's, by name, each called as the engine would. */
function hooksOf(ask: Ask) {
  const resource = new (class extends pulumi.ComponentResource {})("test:index:Any", "falco");
  const given = {
    resource,
    type: "kubernetes:helm.sh/v3:Release",
    name: "falco",
    props: { a: 1 },
    opts: { protect: true },
  };
  const changed = watchReleases(ask)(given);
  const call = (hook: "beforeCreate" | "beforeUpdate" | "afterCreate" | "afterUpdate") => {
    for (const callback of changed?.opts.hooks?.[hook] ?? [])
      if (typeof callback === "function")
        void callback({
          urn: "u",
          id: "i",
          name: "falco",
          type: given.type,
          newInputs: { name: "falco", namespace: "blue", timeout: 300 },
        });
  };
  return { changed, call };
}

beforeEach(async () => {
  asked = [];
  warn.mockClear();
  await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "falco", "dev");
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe("watchReleases", () => {
  it("leaves all other resources as they are", () => {
    const { changed } = hooksOf(answering([]));
    expect(changed).toMatchObject({ props: { a: 1 }, opts: { protect: true } });
    const resource = new (class extends pulumi.ComponentResource {})("test:index:Any", "other");
    expect(
      watchReleases(answering([]))({ resource, type: "kubernetes:core/v1:Secret", name: "s", props: {}, opts: {} }),
    ).toBe(undefined);
  });

  it.each(["beforeCreate", "beforeUpdate"] as const)(
    "says once, from %s on, what a release waits for",
    async (hook) => {
      const { call } = hooksOf(answering([unplaced]));
      call(hook);
      await jest.advanceTimersByTimeAsync(19_000);
      expect(asked).toEqual([]);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(warn.mock.calls.map(([message]) => message)).toEqual([
        "The release falco waits for its pods in namespace blue:\n  pod falco-1: no node takes it. 0/2 nodes are available.",
      ]);
      expect(asked.slice(0, 2)).toEqual([
        "/api/v1/namespaces/blue/pods?limit=500&labelSelector=app.kubernetes.io%2Finstance%3Dfalco",
        "/apis/apps/v1/namespaces/blue/daemonsets?limit=500&labelSelector=app.kubernetes.io%2Finstance%3Dfalco",
      ]);
    },
  );

  it.each([
    ["beforeCreate", "afterCreate"],
    ["beforeUpdate", "afterUpdate"],
  ] as const)("asks nothing of one that is done in time (%s, %s)", async (before, after) => {
    const { call } = hooksOf(answering([unplaced]));
    call(before);
    await jest.advanceTimersByTimeAsync(10_000);
    call(after);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([]);
  });

  it("asks no more once Helm has given up: what comes after a release isn't called where it failed", async () => {
    const { call } = hooksOf(answering([]));
    call("beforeCreate");
    await jest.advanceTimersByTimeAsync(301_000);
    const before = asked.length;
    expect(before).toBeGreaterThan(0);
    await jest.advanceTimersByTimeAsync(300_000);
    expect(asked).toHaveLength(before);
  });

  it("says nothing where nothing may be asked", async () => {
    const { call } = hooksOf(answering([], 403));
    call("beforeCreate");
    await jest.advanceTimersByTimeAsync(60_000);
    expect(warn).not.toHaveBeenCalled();
  });
});
