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
