import { overTime, stackedBars } from "./houseStyle";
import { eventsOverTime, ofPods, topTen, withNamedHosts } from "./queries";

export const eventsByNamespace = () =>
  stackedBars({
    id: 31,
    title: "Events by namespace",
    description:
      "Events in each interval, by the namespace of the pod that caused them: the ten with most. (host) is a " +
      "process outside Kubernetes; (not in the event) comes from rules whose output has no k8s.ns.name.",
  })
    .span(24)
    .withTarget(overTime(withNamedHosts(topTen(eventsOverTime({ by: ["k8s_ns_name"] }))), "{{k8s_ns_name}}"));

export const eventsByPod = () =>
  stackedBars({
    id: 32,
    title: "Events by pod",
    description:
      "Events in each interval, by the pod that caused them: the ten with most. Host processes are left out.",
  }).withTarget(
    overTime(
      topTen(eventsOverTime({ by: ["k8s_ns_name", "k8s_pod_name"], where: [ofPods] })),
      "{{k8s_ns_name}}/{{k8s_pod_name}}",
    ),
  );

export const eventsByNode = () =>
  stackedBars({
    id: 33,
    title: "Events by node",
    description: "Events in each interval, by the node on which they happened: the ten with most.",
  }).withTarget(overTime(topTen(eventsOverTime({ by: ["hostname"] })), "{{hostname}}"));
