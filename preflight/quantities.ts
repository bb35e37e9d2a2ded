import { bytesOf } from "../settings/quantity";

/** Number of a Kubernetes quantity: CPUs, bytes or pieces; undefined for one of a form that it doesn't know. */
export function numberOf(quantity: string): number | undefined {
  const thousandths = /^(\d+(?:\.\d+)?)m$/.exec(quantity)?.[1];
  if (thousandths !== undefined) return Number(thousandths) / 1000;
  try {
    return bytesOf(quantity);
  } catch {
    return undefined;
  }
}

/** Of all containers together, as Kubernetes counts a pod; undefined where none has any. */
export const total = (quantities: readonly (string | undefined)[]): number | undefined => {
  const given = quantities.flatMap((quantity) => quantity ?? []);
  return given.length > 0 ? given.reduce((sum, quantity) => sum + (numberOf(quantity) ?? 0), 0) : undefined;
};

const mebi = 1024 ** 2;
/** A number of some resource as a quantity. */
export const amount = (resource: string, number: number): string =>
  /memory$|storage$/.test(resource) ? `${Math.ceil(number / mebi)}Mi` : String(Math.round(number * 1000) / 1000);
