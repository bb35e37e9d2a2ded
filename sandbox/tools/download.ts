import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { z } from "zod";
import type { Release } from "./tool.ts";

/** How long a server may take to answer one request for a checksum or an index, in ms. */
const answerTimeout = 20_000;

async function request(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new Error(`${url} can't be reached`, { cause: error });
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status} ${response.statusText}`);
  return response;
}

/** @throws Error naming the URL when it can't be reached or answers with another status than 2xx. */
export async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  const response = await request(url, AbortSignal.any([signal, AbortSignal.timeout(answerTimeout)]));
  return response.text();
}

/**
 * Downloads a file to `target`, which appears only once it is whole and its SHA-256 is as expected.
 * @throws Error naming the URL; nothing is left behind then.
 */
export async function download(url: string, sha256: string, target: string, signal: AbortSignal): Promise<void> {
  const partial = `${target}.${process.pid}.partial`;
  await mkdir(dirname(target), { recursive: true });
  try {
    const response = await request(url, signal);
    const hash = createHash("sha256");
    await pipeline(
      bodyOf(response),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(partial),
      { signal },
    );
    const found = hash.digest("hex");
    if (found !== sha256) throw new Error(`${url} has SHA-256 ${found}, expected ${sha256}`);
    await rename(partial, target);
  } finally {
    await rm(partial, { force: true });
  }
}

function bodyOf(response: Response): Readable {
  const body: ReadableStream<Uint8Array> | null = response.body;
  return body === null ? Readable.from([]) : Readable.fromWeb(body);
}

const githubRelease = z.object({ assets: z.array(z.object({ name: z.string(), digest: z.string().nullish() })) });

/**
 * The published SHA-256 of a release's file.
 * @throws Error when it isn't published where it should be: an unverified file is never used.
 */
export async function publishedSha256({ url, checksum }: Release, signal: AbortSignal): Promise<string> {
  const text = await fetchText(checksum.url, signal);
  const file = basename(new URL(url).pathname);
  const sum = checksum.format === "text" ? sumInText(text, file) : digestInRelease(text, file);
  if (sum === undefined) throw new Error(`${checksum.url} has no SHA-256 of ${file}`);
  return sum;
}

/** In sha256sum's format, `<sum>  <file>` a line, or a file that is only the sum. */
function sumInText(text: string, file: string): string | undefined {
  const lines = text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+\*?/));
  const line =
    lines.find(([, name]) => name === file) ?? (lines.length === 1 && lines[0]?.length === 1 ? lines[0] : []);
  return line[0] !== undefined && /^[0-9a-f]{64}$/.test(line[0]) ? line[0] : undefined;
}

function digestInRelease(text: string, file: string): string | undefined {
  const asset = githubRelease.parse(JSON.parse(text)).assets.find(({ name }) => name === file);
  return /^sha256:([0-9a-f]{64})$/.exec(asset?.digest ?? "")?.[1];
}
