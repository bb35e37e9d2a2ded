import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import { DashboardLinkType, type DashboardLink } from "@grafana/grafana-foundation-sdk/dashboard";
import type { DashboardArgs } from "./dashboardArgs";

/** Every dashboard is found by its tags. */
export const tags = ["falco", "security"];

/** Where readers can go on to. */
export const links = ({ uiUrl, logs, names, sidekick }: DashboardArgs): Builder<DashboardLink>[] => [
  // Whoever deploys may not know the address of a node: `http://<a node>:32000` is none.
  ...(uiUrl !== undefined && URL.canParse(uiUrl) ? [uiLink(uiUrl, names.sidekick, sidekick?.namespace)] : []),
  ...(logs ? [dashboardLink("Alerts in Loki", logs.uid)] : []),
  dashboardsLink(),
];

/** A dashboard of the same Grafana, with this one's time and choices. */
export const dashboardLink = (title: string, uid: string) =>
  link({ title, url: `/d/${uid}`, icon: "dashboard", includeVars: true, keepTime: true });

/** All dashboards with these tags. */
export const dashboardsLink = () =>
  link({ title: "Falco", type: DashboardLinkType.Dashboards, tags, asDropdown: true, keepTime: true });

const uiLink = (url: string, sidekick: string, namespace = "") => {
  const { hostname, port } = new URL(url);
  const shown = { url, icon: "external link", targetBlank: true };
  return hostname === "localhost"
    ? link({
        ...shown,
        title: "Falcosidekick UI (needs kubectl port-forward)",
        tooltip: `First: kubectl port-forward -n ${namespace} svc/${sidekick}-ui ${port}`,
      })
    : link({ ...shown, title: "Falcosidekick UI" });
};

// The builder for links hides each in a menu: it sets `placement`, and nothing unsets it.
const link = (given: Partial<DashboardLink> & Pick<DashboardLink, "title">): Builder<DashboardLink> => ({
  build: () => ({
    type: DashboardLinkType.Link,
    icon: "",
    tooltip: "",
    tags: [],
    asDropdown: false,
    targetBlank: false,
    includeVars: false,
    keepTime: false,
    ...given,
  }),
});
