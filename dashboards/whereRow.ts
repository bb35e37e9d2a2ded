import type { Deployment } from "../promql/deployment";
import { counted, countedWithPlaces, type Counted } from "./counted";
import { stackedBars, type Row } from "./houseStyle";
import { namesPlace, placesExplained, placesNamed } from "./places";
import { overTime } from "./promqlQuery";
import { called, eventsOverTime, orNone, topTen } from "./queries";

/** Where it happened. */
export const whereRow = (deployment: Deployment): Row => {
  const places = countedWithPlaces(deployment);
  const { namespace, pod } = places.source.labels;
  return {
    id: 40,
    title: "Where",
    panels: [
      ...(namespace === undefined ? [] : [byNamespace(places, namespace)]),
      ...(namespace === undefined || pod === undefined ? [] : [byPod(places, namespace, pod)]),
      byNode(counted(deployment)),
      byCluster(counted(deployment)),
    ],
  };
};

const byNamespace = ({ source, up, noValue, by }: Counted, namespace: string) => {
  const events = placesNamed(source, [namespace], topTen(eventsOverTime(source, [namespace])));
  return stackedBars({
    id: 41,
    title: "Events by namespace",
    description:
      `Events in each interval${by}, by the namespace of the pod that caused them: the ten with most. ` +
      placesExplained(source),
    noValue,
  }).withTarget(overTime(orNone(events, up, namespace), `{{${namespace}}}`));
};

const byPod = ({ source, up, noValue, by }: Counted, namespace: string, pod: string) => {
  const events = topTen(eventsOverTime(source, [namespace, pod], [namesPlace(source, pod)]));
  return stackedBars({
    id: 42,
    title: "Events by pod",
    description:
      `Events in each interval${by}, by the pod that caused them: the ten with most. Events that name none, as ` +
      "those of host processes, are left out.",
    noValue,
  }).withTarget(overTime(orNone(events, up, pod), `{{${namespace}}} {{${pod}}}`));
};

const byNode = ({ source, up, noValue }: Counted) => {
  const { node } = source.labels;
  const events = called("(no node label)", node, "", topTen(eventsOverTime(source, [node])));
  return stackedBars({
    id: 43,
    title: "Events by node",
    description: "Events in each interval, by the node on which they happened: the ten with most.",
    noValue,
  }).withTarget(overTime(orNone(events, up, node), `{{${node}}}`));
};

const byCluster = ({ source, up, noValue }: Counted) =>
  stackedBars({
    id: 44,
    title: "Events by cluster",
    description: "Events in each interval, by the cluster from which Prometheus has them.",
    noValue,
  }).withTarget(
    overTime(
      orNone(called("(no cluster label)", "cluster", "", eventsOverTime(source, ["cluster"])), up, "cluster"),
      "{{cluster}}",
    ),
  );
