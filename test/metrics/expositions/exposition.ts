import { clusterExposition, type ClusterMoment } from "./cluster";
import { exporterExposition } from "./exporter";
import { falcoExposition } from "./falco";
import type { FalcoMoment, Moment } from "./moment";
import { sidekickExposition, type SidekickMoment } from "./sidekick";
import { isDown } from "./story";

/** A pod that Prometheus scrapes, and when. */
export type Scrape =
  | ({ readonly program: "falco" } & FalcoMoment)
  | ({ readonly program: "falco-exporter"; readonly version: string } & Moment)
  | ({ readonly program: "falcosidekick" } & SidekickMoment)
  | ({ readonly program: "kube-state-metrics" | "kubelet" } & ClusterMoment);

/** What a pod answers (text format 0.0.4), as the program prints it; undefined where none answers. */
export function exposition(scrape: Scrape): string | undefined {
  switch (scrape.program) {
    case "falco":
      return isDown(scrape.day, scrape.node, scrape.t) ? undefined : falcoExposition(scrape);
    case "falco-exporter":
      return isDown(scrape.day, scrape.node, scrape.t) ? undefined : exporterExposition(scrape.version, scrape);
    case "falcosidekick":
      return sidekickExposition(scrape);
    case "kube-state-metrics":
    case "kubelet":
      return clusterExposition(scrape.program, scrape);
  }
}
