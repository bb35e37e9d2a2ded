import { gunzipSync } from "node:zlib";

/** A secret, and what to call it in a message: the secret itself is never printed. */
export interface Needle {
  readonly name: string;
  readonly text: string;
}

/** Base64 of a text at each of the three places where it can begin, without the ends that depend on its neighbours. */
const base64Forms = (text: string): string[] =>
  [0, 1, 2].map((offset) => {
    const encoded = Buffer.from("x".repeat(offset) + text).toString("base64");
    return encoded.slice(offset === 0 ? 0 : offset + 1, encoded.length - 4);
  });

const forms = (text: string): string[] => [
  text,
  ...base64Forms(text),
  ...base64Forms(Buffer.from(text).toString("base64")),
];

/** Which needles are in a text: as they are, as base64, or as base64 of base64. */
export const found = (haystack: string, needles: readonly Needle[]): string[] =>
  needles.filter(({ text }) => forms(text).some((form) => haystack.includes(form))).map(({ name }) => name);

/** The first line of a PEM key's body: it holds (part of) the key, and no line break that JSON would escape. */
export const keyBody = (pem: string): string => pem.split("\n")[1]?.trim() ?? "";

/** What Helm keeps of a release: `data.release` of its Secret as the API gives it, decoded. */
export const decodedRelease = (data: string): string =>
  gunzipSync(Buffer.from(Buffer.from(data, "base64").toString(), "base64")).toString();
