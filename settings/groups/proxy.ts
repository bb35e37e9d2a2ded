import { z } from "zod";
import { text } from "../leaf";

const proxyUrl = (what: string) =>
  text(
    /^https?:\/\/[^\s@/?#$]+\/?$/,
    "an http:// or https:// URL of a host and a port, without a login, which every pod's spec would show: let the proxy know the pods by their addresses",
  )
    .optional()
    .describe(`Proxy for ${what} that containers ask for outside of the cluster. No login in it`);

export const proxy = z.strictObject({
  http: proxyUrl("http:// URLs"),
  https: proxyUrl("https:// URLs"),
  noProxy: z
    .array(text(/^[^\s,$]+$/, "a host, a domain such as .example.com, an address or a network such as 10.0.0.0/8"), {
      error: "a list of hosts",
    })
    .default([])
    .describe(
      "Hosts, domains, addresses and networks that are asked directly, besides the cluster's own (`.svc`, `.cluster.local`, hosts without a dot). Receivers of alerts that are named like `loki.monitoring` belong here, or get `.svc` at their end",
    ),
});
