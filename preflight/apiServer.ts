import http from "node:http";
import https from "node:https";
import type { RequestOptions } from "node:https";
import type { Login } from "./login";

/** One request to the API server. */
export interface Request {
  /** With its query, for instance `/api/v1/nodes?limit=500`. */
  readonly path: string;
  /** Posted as JSON; without one it is a GET. */
  readonly body?: object;
  /** Only the metadata of an object, or of each in a list: no values of Secrets, and a tenth of the bytes. */
  readonly metadataOf?: "object" | "list" | undefined;
}

export interface Answer {
  readonly status: number;
  /** Parsed JSON. */
  readonly body: unknown;
}

/** Asks the API server; rejects with a message that says why there is no answer. */
export type Ask = (request: Request, patienceMs: number) => Promise<Answer>;

const json = "application/json";
const accepted = {
  object: `${json};as=PartialObjectMetadata;v=v1;g=meta.k8s.io`,
  list: `${json};as=PartialObjectMetadataList;v=v1;g=meta.k8s.io`,
} as const;

/** Answers come as plain JSON, since the client's own classes cost more than the requests do. */
export const apiServer =
  (server: string, login: Login): Ask =>
  ({ path, body, metadataOf }, patienceMs) => {
    const headers = {
      ...login.headers,
      Accept: metadataOf ? accepted[metadataOf] : json,
      ...(body && { "Content-Type": json }),
    };
    // A request that is only left waiting would keep the process from ending.
    const options = {
      method: body ? "POST" : "GET",
      headers,
      agent: login.agent,
      signal: AbortSignal.timeout(patienceMs),
    };
    const url = new URL(`${server.replace(/\/$/, "")}${path}`);
    return send(url, options, body && JSON.stringify(body)).catch((error: unknown) => {
      throw new Error(reason(error, patienceMs));
    });
  };

const send = (url: URL, options: RequestOptions, body: string | undefined): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks).toString()) });
      });
    });
    request.on("error", reject);
    request.end(body);
  });

/** A proxy's page, or nothing, is no answer of an API server's, but its status still tells. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The innermost cause, on one line. */
export function reason(error: unknown, patienceMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "AbortError" || error.name === "TimeoutError") return `no answer within ${patienceMs / 1000} s`;
  // One for each address of a host.
  if (error instanceof AggregateError) return reason(error.errors[0], patienceMs);
  if (error.cause !== undefined) return reason(error.cause, patienceMs);
  return error.message || error.name;
}
