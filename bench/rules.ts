/** The CPU that 2,000 rules take to compile, after the first time: npx tsx bench/rules.ts */
import { compileRules } from "../ruleFiles/compile";

const rule = (index: number) => `- rule: Rule ${index}
  desc: What it is about, number ${index}
  condition: >
    spawned_process and container and proc.name in (list_${index % 50}, "a b")
    and not proc.pname startswith x${index} and fd.num > ${index} and fd.name contains "/${index}/"
  output: Something happened (user=%user.name command=%proc.cmdline container=%container.name)
  priority: WARNING
  tags: [a, b]
`;
const lists = Array.from({ length: 50 }, (_, index) => `- list: list_${index}\n  items: [a${index}, b, c]\n`);
const text = [...lists, ...Array.from({ length: 2000 }, (_, index) => rule(index))].join("");
for (let run = 0; run < 4; run++) {
  const before = process.cpuUsage();
  const found = compileRules([{ file: "bench.yaml", text }], { falco: "0.44.1" });
  const { user, system } = process.cpuUsage(before);
  const errors = found.filter(({ severity }) => severity === "error").length;
  console.log(`${Math.round((user + system) / 1000)} ms of CPU, ${text.length} bytes, ${errors} errors`);
}
