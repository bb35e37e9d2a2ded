import { exporter as withExporter, native, oldSidekick, withThresholds } from "../../../unit/alerts/alertArgs";
import { course, one, type AlertBehaviour } from "./alertBehaviour";
import { about, inSidekick, sidekick } from "./scraped";

const cluster = { cluster: "prod-1" };
const outage = "1x9 0x19 1x30";

const bothDown = { [one("up", sidekick(1))]: outage, [one("up", sidekick(2))]: "1x4 0x24 1x30" };
const down = course("FalcosidekickDown", native, bothDown);
const unknown = course("FalcosidekickDown", native, { [one("up", sidekick(1))]: "_x20 1x40" });
const downSays = {
  summary: "No pod of Falcosidekick answers Prometheus (cluster prod-1)",
  description:
    "Falcosidekick has stopped or can't be reached. Falco goes on, but its alerts reach no output; nothing keeps them " +
    "until Falcosidekick is back.",
};

const inputs = "falcosecurity_falcosidekick_inputs_total";
const input = (n: number, status: string) => ({ ...sidekick(n), source: "requests", status });
/** The first is rejected in minute 20, two more in minute 25. */
const rejecting = course("FalcosidekickRejecting", native, {
  [one(inputs, input(1, "accepted"))]: "0+9x60",
  [one(inputs, input(1, "rejected"))]: "_x20 1x4 3x60",
});

const outputs = "falcosecurity_falcosidekick_outputs_total";
const post = (n: number, destination: string, status: string) => ({ ...sidekick(n), destination, status });
/** Both replicas fail at Slack for the first time in minute 20. */
const failing = course("FalcosidekickOutputFailing", native, {
  [one(outputs, post(1, "slack", "ok"))]: "0+9x60",
  [one(outputs, post(1, "loki", "ok"))]: "_x20 1x60",
  [one(outputs, post(1, "slack", "error"))]: "_x20 1x60",
  [one(outputs, post(2, "slack", "error"))]: "_x20 1x60",
});
const mqtt = course("FalcosidekickOutputFailing", native, {
  [one(outputs, post(1, "mqtt", "network Error : EOF"))]: "_x20 1x60",
});

/** Of its 256 MiB; the other replica's is its own matter. */
const memory = (percent: number) => ({
  [one("process_resident_memory_bytes", sidekick(1))]: `100e6x9 ${(percent / 100) * 256 * 1024 ** 2}x19 100e6x30`,
  [one("process_resident_memory_bytes", sidekick(2))]: "100e6x60",
});
const full = course("FalcosidekickMemoryHigh", native, memory(95));

export const sidekickBehaviours: readonly AlertBehaviour[] = [
  full.fires(15, "when a pod uses 95 % for five minutes", [{ ...about(sidekick(1)), ...inSidekick("warning") }], {
    summary: `Falcosidekick in ${sidekick(1).pod} is close to its memory limit (cluster prod-1)`,
    description:
      "Falcosidekick uses 95 % of its memory limit. It counts alerts by rule and pod for as long as it runs: when the " +
      "kernel ends it, the alerts that it has at that moment are lost.",
  }),
  full.isSilent(14, "for less"),
  course("FalcosidekickMemoryHigh", native, memory(85)).isSilent(25, "at 85 %"),
  full.resolves(30, "once it uses less"),
  down.fires(15, "when no pod has answered for five minutes", [{ ...cluster, ...inSidekick("critical") }], downSays),
  unknown.fires(5, "when Prometheus knows no pod", [{ ...cluster, ...inSidekick("critical") }], downSays),
  down.isSilent(14, "while one answered five minutes ago"),
  course("FalcosidekickDown", native, { ...bothDown, [one("up", sidekick(3))]: "1x60" }).isSilent(
    25,
    "while one of three answers",
  ),
  course("FalcosidekickDown", withThresholds(native, { downMinutes: 8 }), bothDown).isSilent(
    17,
    "while settings allow it",
  ),
  course("FalcosidekickDown", { ...native, sidekick: undefined }, {}).isSilent(50, "in a stack without it"),
  down.resolves(30, "once one answers"),
  unknown.resolves(20, "once there is one"),

  rejecting.fires(20, "at the first rejected request", [{ ...cluster, ...inSidekick("warning") }], {
    summary: "Falcosidekick rejects what it is sent (cluster prod-1)",
    description:
      "Falcosidekick rejected 1 request(s) in ten minutes. Falco doesn't repeat them: they are in no output.",
  }),
  rejecting.isSilent(19, "for accepted ones"),
  rejecting.resolves(35, "ten minutes after the last"),
  course("FalcosidekickRejecting", oldSidekick, {
    [one("falcosidekick_inputs", input(1, "rejected"))]: "_x20 1x60",
  }).fires(20, "by the name that versions before 2.30.0 have for it", [{ ...cluster, ...inSidekick("warning") }]),
  course("FalcosidekickRejecting", oldSidekick, {
    [one("falcosidekick_inputs", input(1, "rejected"))]: "_x20 1x60",
  }).isSilent(19, "before"),

  failing.fires(
    20,
    "once for all pods at the first failed post to a destination",
    [{ ...cluster, destination: "slack", ...inSidekick("warning") }],
    {
      summary: "Falcosidekick can't post to slack (cluster prod-1)",
      description: "2 post(s) to slack failed in ten minutes. Falcosidekick doesn't repeat them.",
    },
  ),
  mqtt.fires(20, "for a status that is an error's text", [
    { ...cluster, destination: "mqtt", ...inSidekick("warning") },
  ]),
  failing.isSilent(19, "for posts that arrive"),
  failing.resolves(30, "ten minutes after the last"),
  course("FalcosidekickOutputFailing", withExporter, {
    [one(outputs, { ...post(1, "slack", "error"), namespace: "staging-sidekick" })]: "_x20 1x60",
  }).isSilent(20, "about another stack's"),
];
