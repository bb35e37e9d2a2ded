import { isIP } from "node:net";
import { z } from "zod";
import { hasRightPort, text } from "../leaf";

const url =
  "an http:// or https:// URL of a host and a port, without a login, which every pod's spec would show: let the proxy know the pods by their addresses";

const proxyUrl = (what: string) =>
  text(/^https?:\/\/[^\s@/?#$]+\/?$/, url)
    .refine(hasRightPort, { error: url })
    .optional()
    .describe(`Proxy for ${what} that containers ask for outside of the cluster. No login in it`);

const direct = "a host, a domain such as .example.com, an address or a network such as 10.0.0.0/8";
/** Go takes what it can't read as a network for a domain, which no host is in. */
const isDirect = (written: string): boolean => {
  const [host = "", bits] = written.split("/");
  if (bits === undefined) return isIP(host) > 0 || hasRightPort(host);
  return isIP(host) > 0 && Number(bits) <= (isIP(host) === 4 ? 32 : 128);
};

export const proxy = z.strictObject({
  http: proxyUrl("http:// URLs"),
  https: proxyUrl("https:// URLs"),
  noProxy: z
    .array(text(/^[^\s,$@/]+(\/\d{1,3})?$/, direct).refine(isDirect, { error: direct }), { error: "a list of hosts" })
    .default([])
    .describe(
      "Hosts, domains, addresses and networks that are asked directly, besides the cluster's own (`.svc`, `.cluster.local`, hosts without a dot). Receivers of alerts that are named like `loki.monitoring` belong here, or get `.svc` at their end",
    ),
});
