import { exporter as withExporter, native, withThresholds } from "../../../unit/alerts/alertArgs";
import { course, one, type AlertBehaviour } from "./alertBehaviour";
import { exporter, falco, inFalco } from "./scraped";

const cluster = { cluster: "prod-1" };

const certificates = (when: string) => ({
  summary: "The certificates between Falco and falco-exporter end soon (cluster prod-1)",
  description: `The first of them ${when}, at 1970-01-15T00:05:00.000Z. From then on falco-exporter counts nothing. \`pulumi up\` renews them.`,
});
const ending = course("FalcoCertificatesExpire", withExporter, {});
const renewed = { ...withExporter, certificatesExpire: "1971-01-15T00:05:00.000Z" };

const answering = { [one("up", falco(1))]: "1x9 0x50", [one("up", falco(2))]: "1x19 0x40" };
const alive = course("FalcoDeadman", native, answering);
const aliveExporter = course("FalcoDeadman", withExporter, { [one("up", exporter(1))]: "1x19 0x40" });
const deadman = {
  summary: "Falco's metrics and alerts arrive (cluster prod-1)",
  description:
    "This alert fires as long as Prometheus gets Falco's metrics from at least one node. It belongs to a receiver that " +
    "speaks up when it stops.",
};

export const otherBehaviours: readonly AlertBehaviour[] = [
  ending.fires(
    6,
    "two weeks before the end",
    [{ ...cluster, ...inFalco("warning") }],
    certificates("ends in 13d 23h 59m 0s"),
  ),
  course("FalcoCertificatesExpire", { ...withExporter, certificatesExpire: "1970-01-01T00:03:00Z" }, {}).fires(
    6,
    "and says so once they have ended",
    [{ ...cluster, ...inFalco("warning") }],
    {
      ...certificates(""),
      description:
        "The first of them has ended, at 1970-01-01T00:03:00Z. From then on falco-exporter counts nothing. `pulumi up` renews them.",
    },
  ),
  ending.isSilent(5, "before"),
  course("FalcoCertificatesExpire", withThresholds(withExporter, { certificateDays: 13 }), {}).isSilent(
    6,
    "while settings allow it",
  ),
  course("FalcoCertificatesExpire", native, {}).isSilent(6, "in a stack without certificates"),
  course("FalcoCertificatesExpire", renewed, {}).isSilent(6, "once `pulumi up` has renewed them"),

  alive.fires(15, "as long as one target answers", [{ ...cluster, ...inFalco("none") }], deadman),
  alive.isSilent(25, "when none does"),
  course("FalcoDeadman", native, {}).isSilent(25, "when there is none"),
  alive.resolves(20, "with the last one"),
  aliveExporter.fires(15, "as long as one target answers", [{ ...cluster, ...inFalco("none") }], deadman),
  aliveExporter.isSilent(25, "when none does"),
  aliveExporter.resolves(20, "with the last one"),
];
