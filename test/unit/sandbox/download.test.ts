import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { download, publishedSha256 } from "../../../sandbox/tools/download";
import { serve, unreachableUrl } from "./server";
import { temporaryDirectory } from "./temporary";

const signal = new AbortController().signal;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const target = () => join(temporaryDirectory(), "releases", "tool");

describe("download", () => {
  it("leaves the file when its SHA-256 is as expected, and nothing else", async () => {
    const file = target();
    await download(`${await serve({ "/tool": "the tool" })}/tool`, sha256("the tool"), file, signal);
    expect(readFileSync(file, "utf8")).toBe("the tool");
    expect(readdirSync(dirname(file))).toEqual(["tool"]);
  });

  it("refuses another SHA-256 and leaves nothing", async () => {
    const file = target();
    const url = `${await serve({ "/tool": "not the tool" })}/tool`;
    await expect(download(url, sha256("the tool"), file, signal)).rejects.toThrow(
      `${url} has SHA-256 ${sha256("not the tool")}, expected ${sha256("the tool")}`,
    );
    expect(readdirSync(dirname(file))).toEqual([]);
  });

  it("throws on a status other than 2xx and leaves nothing", async () => {
    const file = target();
    const url = `${await serve({})}/tool`;
    await expect(download(url, sha256("the tool"), file, signal)).rejects.toThrow(`${url} answered 404 Not Found`);
    expect(readdirSync(dirname(file))).toEqual([]);
  });

  it("throws when nothing listens there", async () => {
    const url = `${await unreachableUrl()}/tool`;
    await expect(download(url, sha256(""), target(), signal)).rejects.toThrow(`${url} can't be reached`);
  });

  it("leaves nothing of a transfer that breaks off", async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-length": "1000" }).write("half");
      setTimeout(() => response.destroy(), 50);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const file = target();
    await expect(download(`http://127.0.0.1:${port ?? 0}/`, sha256("half"), file, signal)).rejects.toThrow();
    expect(readdirSync(dirname(file))).toEqual([]);
    await new Promise((resolve) => server.close(resolve));
  });

  it("stops on an abort and leaves nothing", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    const file = target();
    const downloading = download(`${await serve({ "/tool": "x" })}/tool`, sha256("x"), file, controller.signal);
    controller.abort(reason);
    await expect(downloading).rejects.toBe(reason);
    expect(existsSync(file)).toBe(false);
  });
});

describe("publishedSha256", () => {
  const sum = sha256("the tool");
  const github = (digest: unknown) => JSON.stringify({ assets: [{ name: "x" }, { name: "tool.gz", digest }] });

  it.each([
    ["the sum alone", "text", `${sum}\n`, sum],
    ["sha256sum's format", "text", `${sum}  tool.gz\n`, sum],
    ["its binary mode", "text", `${sum} *tool.gz\n`, sum],
    ["a list of sums", "text", `${sha256("x")}  x\n${sum}  tool.gz\n`, sum],
    ["a list without the file", "text", `${sum}  other\n${sum}  more\n`, undefined],
    ["the sum of another file", "text", `${sum}  other\n`, undefined],
    ["an error page", "text", "<html></html>", undefined],
    ["GitHub's digest", "github", github(`sha256:${sum}`), sum],
    ["GitHub's release without a digest", "github", github(null), undefined],
    ["GitHub's release with another digest", "github", github("sha512:00"), undefined],
  ] as const)("reads %s", async (_, format, body, expected) => {
    const url = await serve({ "/sums": body });
    const found = publishedSha256({ url: `${url}/tool.gz`, checksum: { url: `${url}/sums`, format } }, signal);
    if (expected === undefined) await expect(found).rejects.toThrow(`${url}/sums has no SHA-256 of tool.gz`);
    else await expect(found).resolves.toBe(expected);
  });
});
