import { exporter as withExporter, native, withThresholds } from "../../../unit/alerts/alertArgs";
import { course, one, type AlertBehaviour } from "./alertBehaviour";
import { about, annotatedExporter, annotatedFalco, exporter, falco, inFalco } from "./scraped";

// Answers until minute 9, doesn't from minute 10 to 29, does again.
const outage = "1x9 0x19 1x30";

const falcoSeries = { [one("up", falco(1))]: "1x60", [one("up", falco(2))]: outage };
const down = course("FalcoDown", native, falcoSeries);
const annotated = course("FalcoDown", native, { [one("up", annotatedFalco(2))]: outage });
const unnamed = { job: "falco-metrics", instance: "10.0.0.2:8765" };
const others = {
  [one("up", { ...falco(1), namespace: "staging", job: "staging-falco-metrics" })]: "0x60",
  [one("up", exporter(1))]: "0x60",
};

const exporterSeries = { [one("up", exporter(1))]: "1x60", [one("up", exporter(2))]: outage };
const exporterDown = course("FalcoExporterDown", withExporter, exporterSeries);

const falcoDown = (where: string, ofCluster = "") => ({
  summary: `Falco ${where} doesn't answer Prometheus${ofCluster}`,
  description: `Falco ${where} has stopped or can't be reached. What happens there may be seen by nobody.`,
});

export const targetBehaviours: readonly AlertBehaviour[] = [
  down.fires(
    15,
    "for the Falco that hasn't answered for five minutes",
    [{ ...about(falco(2)), ...inFalco("critical") }],
    falcoDown("on node node-2", " (cluster prod-1)"),
  ),
  annotated.fires(
    15,
    "for a pod found by its annotations, and names no cluster",
    [{ ...about(annotatedFalco(2)), ...inFalco("critical") }],
    falcoDown("on node node-2"),
  ),
  course("FalcoDown", native, { [one("up", unnamed)]: outage }).fires(
    15,
    "for a target whose node nobody names",
    [{ instance: unnamed.instance, ...inFalco("critical") }],
    falcoDown("at 10.0.0.2:8765"),
  ),
  down.isSilent(14, "for less"),
  course("FalcoDown", native, others).isSilent(50, "about the Falco of another stack, and about falco-exporter"),
  course("FalcoDown", withThresholds(native, { downMinutes: 8 }), falcoSeries).isSilent(17, "while settings allow it"),
  down.resolves(30, "once it answers"),

  exporterDown.fires(
    15,
    "for the exporter that hasn't answered for five minutes",
    [{ ...about(exporter(2)), ...inFalco("warning") }],
    {
      summary: "falco-exporter on node node-2 doesn't answer Prometheus (cluster prod-1)",
      description:
        "Falco's events on node node-2 are not counted, and no alert about them fires. Without its exporter Falco keeps " +
        "them in memory, without bound; Falcosidekick goes on getting them.",
    },
  ),
  course("FalcoExporterDown", withExporter, { [one("up", annotatedExporter(1))]: outage }).fires(
    15,
    "for an exporter found by the annotations of its Service",
    [{ ...about(annotatedExporter(1)), ...inFalco("warning") }],
  ),
  exporterDown.isSilent(14, "for less"),
  course("FalcoExporterDown", withThresholds(withExporter, { downMinutes: 8 }), exporterSeries).isSilent(
    17,
    "while settings allow it",
  ),
  exporterDown.resolves(30, "once it answers"),

  ...[native, withExporter].flatMap((args) => absence(args)),
];

function absence(args: AlertBehaviour["args"]): AlertBehaviour[] {
  const alert = "FalcoMetricsAbsent";
  const [target, other, name] =
    args.metricsSource === "native" ? [falco(1), exporter(1), "Falco"] : [exporter(1), falco(1), "falco-exporter"];
  const series = { [one("up", other)]: "1x60", [one("up", target)]: "_x20 1x40" };
  const absent = course(alert, args, series);
  return [
    absent.fires(
      10,
      `when Prometheus knows no ${name} for ten minutes`,
      [{ cluster: "prod-1", ...inFalco("critical") }],
      {
        summary: `Prometheus has no metrics of ${name} (cluster prod-1)`,
        description:
          `Prometheus knows no target of ${name} in namespace falco: it isn't deployed, or isn't scraped. ` +
          "No other alert about Falco can fire meanwhile.",
      },
    ),
    absent.isSilent(9, "for less"),
    course(alert, args, { [one("up", target)]: "0x60" }).isSilent(40, "when all are down: their own alert tells that"),
    course(alert, withThresholds(args, { absentMinutes: 15 }), series).isSilent(14, "while settings allow it"),
    absent.resolves(20, `once there is a ${name}`),
  ];
}
