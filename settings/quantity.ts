const kibi = 1024;
const kilo = 1000;
const factors: Readonly<Record<string, number>> = {
  "": 1,
  ...Object.fromEntries(["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map((suffix, power) => [suffix, kibi ** (power + 1)])),
  ...Object.fromEntries(["k", "M", "G", "T", "P", "E"].map((suffix, power) => [suffix, kilo ** (power + 1)])),
};

/**
 * Bytes of a Kubernetes quantity: `768Mi` is 805306368, `1.5G` and `15e8` are 1500000000. Throws a RangeError for all
 * else, `m` (thousandths) included, which Kubernetes takes for bytes too but nobody means.
 */
export function bytesOf(quantity: string): number {
  const [, number, exponent = "0", suffix = ""] =
    /^(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d+)|([KMGTPE]i|[kMGTPE]))?$/.exec(quantity) ?? [];
  const factor = factors[suffix];
  if (number === undefined || factor === undefined)
    throw new RangeError(`${JSON.stringify(quantity)} is no number of bytes: expected one such as 512Mi or 1G`);
  return Number(`${number}e${exponent}`) * factor;
}
