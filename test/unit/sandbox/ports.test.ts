import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { checkPort, isFree, releasePorts, reservePorts } from "../../../sandbox/cluster/ports";
import { layoutOf } from "../../../sandbox/layout";
import { temporaryDirectory } from "./temporary";

/** Checkouts on one machine: they share the cache. */
function checkouts(count: number) {
  const directory = temporaryDirectory();
  return Array.from({ length: count }, (_, index) =>
    layoutOf(join(directory, `checkout-${index}`), { XDG_CACHE_HOME: join(directory, "cache") }),
  );
}

async function listen(port: number): Promise<{ port: number; close: () => void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  return { port: typeof address === "object" && address !== null ? address.port : 0, close: () => server.close() };
}

describe("reservePorts", () => {
  it("gives checkouts that start at once ports of their own, none of which the system hands out", async () => {
    const all = await Promise.all(checkouts(12).map((layout) => reservePorts(layout, undefined)));
    const ports = all.flatMap((ports) => Object.values<number>({ ...ports }));
    expect(new Set(ports).size).toBe(12 * 6);
    expect(Math.min(...ports)).toBeGreaterThanOrEqual(20_000);
    expect(Math.max(...ports)).toBeLessThan(30_000);
  });

  it("leaves a block to a checkout that is just about to take it", async () => {
    const [layout, other] = checkouts(2);
    if (layout === undefined || other === undefined) throw new Error("no checkouts");
    const { apiServer } = await reservePorts(layout, undefined);
    await releasePorts(layout);
    const [lock, block] = [join(layout.cache, "ports.lock"), String(apiServer)];
    writeFileSync(lock, "");
    writeFileSync(join(layout.cache, "ports", block), other.root);
    const reserved = reservePorts(layout, undefined);
    await setTimeout(200);
    mkdirSync(other.root, { recursive: true });
    writeFileSync(join(other.root, "ports"), block);
    rmSync(lock);
    expect((await reserved).apiServer).not.toBe(apiServer);
  });

  it("passes over ports that another checkout has, though nothing listens there yet", async () => {
    const [layout, other] = checkouts(2);
    if (layout === undefined || other === undefined) throw new Error("no checkouts");
    const { apiServer } = await reservePorts(layout, undefined);
    writeFileSync(join(layout.cache, "ports", String(apiServer)), other.root);
    mkdirSync(other.root, { recursive: true });
    writeFileSync(join(other.root, "ports"), String(apiServer));
    expect((await reservePorts(layout, undefined)).apiServer).not.toBe(apiServer);
  });

  it("passes over ports that another program uses", async () => {
    const [layout] = checkouts(1);
    if (layout === undefined) throw new Error("no checkout");
    const first = await reservePorts(layout, undefined);
    const { close } = await listen(first.etcd);
    const second = await reservePorts(layout, undefined);
    close();
    expect(Object.values(second)).not.toContain(first.etcd);
  });

  it("takes over the ports of a checkout that is gone", async () => {
    const [one, other] = checkouts(2);
    if (one === undefined || other === undefined) throw new Error("no checkouts");
    const ports = await reservePorts(one, undefined);
    rmSync(one.root, { recursive: true });
    expect(await reservePorts({ ...other, root: one.root }, undefined)).toEqual(ports);
  });

  it("takes the API server's port that the user wants", async () => {
    const [layout] = checkouts(1);
    const { port, close } = await listen(0);
    close();
    expect(layout && (await reservePorts(layout, port)).apiServer).toBe(port);
  });
});

describe("checkPort", () => {
  it("says so when the port that the user wants is in use", async () => {
    const { port, close } = await listen(0);
    await expect(checkPort(port)).rejects.toMatchObject({
      message: `port ${port} is in use by another program`,
      repair: "Choose another one with --api-port, or leave the option out.",
    });
    close();
  });
});

describe("releasePorts", () => {
  it("gives them back", async () => {
    const [layout] = checkouts(1);
    if (layout === undefined) throw new Error("no checkout");
    await releasePorts(layout);
    expect(existsSync(layout.cache)).toBe(false);
    await reservePorts(layout, undefined);
    await releasePorts(layout);
    expect(readdirSync(join(layout.cache, "ports"))).toEqual([]);
  });
});

describe("isFree", () => {
  it("is whether nothing listens there", async () => {
    const { port, close } = await listen(0);
    expect(await isFree(port)).toBe(false);
    close();
  });
});
