import { bytesOf } from "../../settings/quantity";

describe("bytesOf", () => {
  it.each([
    ["0", 0],
    ["128974848", 128_974_848],
    ["1Ki", 1024],
    ["768Mi", 805_306_368],
    ["1.5Gi", 1_610_612_736],
    [".5Gi", 536_870_912],
    ["1Ti", 1024 ** 4],
    ["1Pi", 1024 ** 5],
    ["1Ei", 1024 ** 6],
    ["1k", 1000],
    ["129M", 129_000_000],
    ["2G", 2e9],
    ["1T", 1e12],
    ["1P", 1e15],
    ["1E", 1e18],
    ["1.5e9", 1.5e9],
    ["2E6", 2e6],
    ["5e-1", 0.5],
  ])("reads %s as Kubernetes does", (quantity, bytes) => {
    expect(bytesOf(quantity)).toBe(bytes);
  });

  it.each([
    "",
    "Mi",
    "512MB",
    "512mb",
    "512m",
    "1K",
    "1ki",
    "1 Gi",
    "-1Gi",
    "1Gi ",
    "1.2.3Gi",
    "1e",
    "1eMi",
    "0x10",
    "NaN",
  ])("refuses %j", (quantity) => {
    expect(() => bytesOf(quantity)).toThrow(
      new RangeError(`${JSON.stringify(quantity)} is no number of bytes: expected one such as 512Mi or 1G`),
    );
  });
});
