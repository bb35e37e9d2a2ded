import { ringBuffers } from "../../../../preflight/checks/ringBuffers";
import type { SettingsInput } from "../../../../settings/settings";
import { judged, nodesOf } from "../constructed";

const large = { a: { cpus: 8 }, b: { cpus: 192 }, c: { cpus: 128 } };
const preset = (bufSizePreset: number, cpusForEachBuffer = 2): SettingsInput => ({
  helmValues: { falco: { driver: { modernEbpf: { bufSizePreset, cpusForEachBuffer } } } },
});
const said = (limit: string, buffers: string, nodes: string, memory: string, or = "") =>
  `warning: The buffers of the driver modern_ebpf take all the memory that falco:resources.falco.limits.memory (${limit}) lets Falco have: ${buffers} CPUs, which leaves Falco itself nothing. Nodes: ${nodes}.\n  npx pulumi config set --path falco:resources.falco.limits.memory ${memory}${or}`;
const smaller = (value: number, key = "driver.modernEbpf.bufSizePreset") =>
  `\n  or, with smaller buffers: npx pulumi config set --path falco:helmValues.falco.${key} ${value}`;

describe("ringBuffers", () => {
  it.each<[string, SettingsInput, Parameters<typeof nodesOf>[0], string[]]>([
    ["of the chart's own size", {}, large, []],
    ["of nodes that say nothing of their CPUs", preset(10), { a: {} }, []],
    [
      "of the chart's own size for the largest nodes",
      {},
      { a: { cpus: 256 } },
      [said("1024Mi", "128 of 8Mi are 1024Mi on a node with 256", "a", "1536Mi", smaller(3))],
    ],
    [
      "of 128 MiB for two CPUs each",
      preset(8),
      large,
      [said("1024Mi", "96 of 128Mi are 12288Mi on a node with 192", "b, c", "12800Mi", smaller(3))],
    ],
    ["one for all CPUs", preset(8, 0), large, []],
    ["one for a number of CPUs that a node has not twice", preset(9, 100), { a: { cpus: 128 } }, []],
    [
      "one for a number of CPUs that a node has not thrice",
      preset(10, 100),
      { a: { cpus: 128 } },
      [said("1024Mi", "2 of 512Mi are 1024Mi on a node with 128", "a", "1536Mi", smaller(9))],
    ],
    [
      "that no smaller size makes fit",
      { ...preset(2, 1), resources: { falco: { limits: { memory: "512Mi" } } } },
      { a: { cpus: 512 } },
      [said("512Mi", "512 of 2Mi are 1024Mi on a node with 512", "a", "1536Mi")],
    ],
    [
      "with a limit that they fit into",
      { ...preset(8), resources: { falco: { limits: { memory: "16Gi" } } } },
      large,
      [],
    ],
    ["of another driver", { ...preset(8), driver: "kmod" }, large, []],
    ["of kernels that don't count them", preset(8), { a: { cpus: 192, kernelVersion: "5.10.0-28-amd64" } }, []],
    ["of nodes that aren't watched", preset(8), { a: { cpus: 192, operatingSystem: "windows" } }, []],
    [
      "of a chart that has them in falco.yaml",
      { charts: { falco: "3.8.7" }, helmValues: { falco: { falco: { syscall_buf_size_preset: 9 } } } },
      { a: { cpus: 16 } },
      [
        said(
          "1024Mi",
          "8 of 256Mi are 2048Mi on a node with 16",
          "a",
          "2560Mi",
          smaller(7, "falco.syscall_buf_size_preset"),
        ),
      ],
    ],
  ])("buffers %s", (_, settings, nodes, results) => {
    expect(judged(ringBuffers, settings, { nodes: nodesOf(nodes) })).toEqual(results);
  });
});
