import type { EventSource } from "../promql/eventSources";
import { called } from "./queries";

/** By what a source tells whether an event names a place at all. */
type Told = Pick<EventSource, "ofHost">;

/** What stands for values that are no place, and what they come from. */
const noPlaces = ({ ofHost }: Told) =>
  ofHost === undefined
    ? [{ value: "", word: "(no pod)", from: "a process outside Kubernetes, or a rule whose output does not name it" }]
    : [
        { value: ofHost, word: "(host)", from: "a process outside Kubernetes" },
        { value: "", word: "(not in the event)", from: "a rule whose output does not name it" },
      ];

/** Series with words in these labels where they name no place. */
export const placesNamed = (told: Told, labels: readonly string[], expr: string): string =>
  labels
    .flatMap((label) => noPlaces(told).map(({ value, word }) => ({ label, value, word })))
    .reduce((inner, { label, value, word }) => called(word, label, value, inner), expr);

/** What those words mean, as the end of a description. */
export const placesExplained = (told: Told): string =>
  `${noPlaces(told)
    .map(({ word, from }) => `${word} is ${from}`)
    .join("; ")}.`;

/** Matcher for events that name a place. */
export const namesPlace = (told: Told, label: string): string =>
  `${label}!~"${noPlaces(told)
    .map(({ value }) => value)
    .join("|")}"`;
