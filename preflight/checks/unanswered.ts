import type { Check } from "./check";

/** What could not be looked at, in one sentence. */
export const unanswered: Check = (_, { unanswered: questions }) => {
  if (questions.length === 0) return [];
  const reasons = [...new Set(questions.map(({ why }) => why))];
  const rights = (reason: string) => [
    ...new Set(questions.flatMap(({ right, why }) => (why === reason ? [right] : []))),
  ];
  const listed = reasons.map((reason) => `${rights(reason).join(", ")} (${reason})`).join("; ");
  return [{ severity: "warning", message: `Not everything could be looked at before deploying: ${listed}.` }];
};
