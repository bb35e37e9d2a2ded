import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Layout } from "../layout.ts";
import { SandboxError } from "../sandboxError.ts";
import { withLock } from "../tools/lock.ts";

/** The ports of a cluster, all on 127.0.0.1. */
export interface Ports {
  readonly apiServer: number;
  readonly etcd: number;
  readonly etcdPeer: number;
  readonly controllerManager: number;
  readonly scheduler: number;
  readonly kwok: number;
}

const blockSize = 8;
/** Below the ports that systems hand out by themselves (32768 and up, or 49152) and below NodePorts (30000 to 32767). */
const firstBlock = 20_000;
const blocks = (30_000 - firstBlock) / blockSize;

/**
 * Reserves free ports for a checkout. Another checkout, even one that starts at the same moment, gets others: a block
 * of ports is taken by a file in the cache that all checkouts share, whose content names the checkout.
 * @param apiPort - the API server's port, if the user wants a certain one.
 */
export async function reservePorts(layout: Layout, apiPort: number | undefined): Promise<Ports> {
  const onWait = () => undefined;
  const signal = AbortSignal.timeout(60_000);
  // Who takes over a block that another checkout left must not take away one that a third has just taken over.
  return withLock(join(layout.cache, "ports.lock"), { signal, onWait, every: 20 }, () => reserveOne(layout, apiPort));
}

async function reserveOne(layout: Layout, apiPort: number | undefined): Promise<Ports> {
  const hash = createHash("sha256").update(layout.root).digest().readUInt32BE();
  for (let tried = 0; tried < blocks; tried++) {
    const base = firstBlock + ((hash + tried) % blocks) * blockSize;
    if (await reserve(base, layout)) return portsFrom(base, apiPort);
  }
  throw new SandboxError(`no free ports between ${firstBlock} and ${firstBlock + blocks * blockSize}`);
}

function portsFrom(base: number, apiPort: number | undefined): Ports {
  return {
    apiServer: apiPort ?? base,
    etcd: base + 1,
    etcdPeer: base + 2,
    controllerManager: base + 3,
    scheduler: base + 4,
    kwok: base + 5,
  };
}

async function reserve(base: number, layout: Layout): Promise<boolean> {
  const file = join(layout.cache, "ports", String(base));
  await mkdir(join(layout.cache, "ports"), { recursive: true });
  const owner = await readFile(file, "utf8").catch(() => undefined);
  if (owner !== undefined && owner !== layout.root && usesBlock(owner, base)) return false;
  if (owner !== undefined) await rm(file, { force: true }); // its checkout is gone, or has another block by now
  const taken = await writeFile(file, layout.root, { flag: "wx" }).then(
    () => true,
    () => false,
  );
  if (!taken) return false;
  const ports = Array.from({ length: blockSize }, (_, index) => base + index);
  if (!(await Promise.all(ports.map(isFree))).every(Boolean)) {
    await rm(file, { force: true });
    return false;
  }
  await mkdir(layout.root, { recursive: true });
  await writeFile(blockFile(layout.root), String(base));
  return true;
}

const blockFile = (root: string) => join(root, "ports");

function usesBlock(root: string, base: number): boolean {
  try {
    return readFileSync(blockFile(root), "utf8") === String(base);
  } catch {
    return false; // no sandbox there any more
  }
}

/** Gives the checkout's ports back, so that others may have them. */
export async function releasePorts(layout: Layout): Promise<void> {
  const base = await readFile(blockFile(layout.root), "utf8").catch(() => undefined);
  if (base === undefined) return;
  const file = join(layout.cache, "ports", base);
  if ((await readFile(file, "utf8").catch(() => "")) === layout.root) await rm(file, { force: true });
}

/** @throws SandboxError when another program uses the API server's port that the user wants. */
export async function checkPort(apiPort: number): Promise<void> {
  if (await isFree(apiPort)) return;
  throw new SandboxError(`port ${apiPort} is in use by another program`, {
    repair: "Choose another one with --api-port, or leave the option out.",
  });
}

/** Whether nothing listens on a port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () =>
      server.close(() => {
        resolve(true);
      }),
    );
  });
}
