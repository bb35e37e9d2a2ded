import { gzipSync } from "node:zlib";
import { decodedRelease, found, keyBody } from "../e2e/secretSearch";

const needles = [{ name: "token", text: "s3cret-t0ken-value" }];
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("found", () => {
  it.each([
    ["as it is", "a s3cret-t0ken-value b"],
    ["as base64", base64("s3cret-t0ken-value")],
    ["as base64 one byte in", base64("as3cret-t0ken-value and more")],
    ["as base64 two bytes in", base64("abs3cret-t0ken-value and more")],
    ["as base64 of base64", base64(base64("s3cret-t0ken-value"))],
  ])("finds a secret %s", (_, haystack) => {
    expect(found(haystack, needles)).toEqual(["token"]);
  });

  it.each(["", "s3cret-t0ken", base64("s3cret-t0ken"), base64("another-t0ken-value")])(
    "finds nothing in %j",
    (haystack) => {
      expect(found(haystack, needles)).toEqual([]);
    },
  );
});

describe("keyBody", () => {
  it("is one line of the key, without its frame", () => {
    expect(keyBody("-----BEGIN KEY-----\nAAAA\nBBBB\n-----END KEY-----\n")).toBe("AAAA");
  });
});

describe("decodedRelease", () => {
  it("opens what Helm has packed and the API encoded", () => {
    expect(decodedRelease(base64(gzipSync("{}").toString("base64")))).toBe("{}");
  });
});
