import { z } from "zod";
import { dnsLabel, flag, labels, text } from "../leaf";

export const dashboard = z.strictObject({
  enabled: flag().default(true).describe("The ConfigMap of the Grafana dashboard"),
  namespace: dnsLabel()
    .optional()
    .describe("Namespace of the dashboard's ConfigMap, one that Grafana's sidecar watches; the stack's unless set"),
  labels: labels().default({ grafana_dashboard: "1" }).describe("Labels that the sidecar selects by"),
  folder: text(/^[^\r\n/]{1,64}$/, "1 to 64 characters without a slash")
    .default("Falco")
    .describe("Grafana folder"),
});
