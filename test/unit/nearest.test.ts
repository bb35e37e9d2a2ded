import { nearest } from "../../diagnostics/nearest";

describe("nearest", () => {
  const priorities = ["emergency", "critical", "error", "warning", "informational", "debug"];

  it.each([
    ["warnin", priorities, "warning"],
    ["WARN", priorities, "warning"],
    ["info", priorities, "informational"],
    ["modern-ebpf", ["modern_ebpf", "ebpf"], "modern_ebpf"],
    ["nodeport", ["nodePort"], "nodePort"],
    ["uii", ["ui"], "ui"],
    ["exporter", ["repository", "falco", "falcoExporter", "falcosidekick"], "falcoExporter"],
    ["falcos", ["falco", "falcoExporter", "falcosidekick"], "falco"],
  ])("takes %s of %j for %s", (word, known, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });

  it.each([
    ["kv", ["ui"]],
    ["xy", ["ui"]],
    ["", ["ui"]],
    ["e", priorities],
    ["anything", []],
    ["Launch Privileged Container", ["Debugfs Launched in Privileged Container"]],
    ["name", ["nameOne", "nameTwo"]],
    ["port", ["grpcPort", "nodePort"]],
    ["on", ["retention"]],
  ])("has no guess for %j among %j", (word, known) => {
    expect(nearest(word, known)).toBeUndefined();
  });
});
