import type { z } from "zod";
import type { Answer, Ask, Request } from "./apiServer";

/** A question that got no answer. */
export interface Unanswered {
  /** The right that it takes, for instance `list nodes`. */
  readonly right: string;
  /** `not allowed`, or why there was no answer. */
  readonly why: string;
}

/** What was looked up: it, `absent` where the cluster has no such thing, or undefined where it gave no answer. */
export type Lookup<T> = T | "absent" | undefined;

/**
 * Looks one thing up. Never rejects: what can't be found out is no reason to stop.
 * @param refusal - what an answer other than a good one says; undefined where it says nothing
 */
export type Look = <T>(
  right: string,
  request: Request,
  answer: z.ZodType<T>,
  refusal?: (answer: Answer) => T | undefined,
) => Promise<Lookup<T>>;

/** Milliseconds that the cluster has for each answer. */
const patienceMs = 5_000;

/** Asks questions, and collects those without an answer in `unanswered`. */
export const inquiry =
  (ask: Ask, unanswered: Unanswered[]): Look =>
  async (right, request, schema, refusal) => {
    try {
      const { status, body } = await ask(request, patienceMs);
      if (status === 404) return "absent";
      if (status < 300) return schema.parse(body);
      const said = refusal?.({ status, body });
      if (said !== undefined) return said;
      unanswered.push({ right, why: status === 403 ? "not allowed" : `status ${status}` });
    } catch (error) {
      unanswered.push({ right, why: error instanceof Error && error.name === "Error" ? error.message : "odd answer" });
    }
    return undefined;
  };
