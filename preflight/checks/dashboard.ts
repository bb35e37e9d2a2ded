import { setCommand } from "../../settings/commands";
import { isOwn, ownerOf, releaseOf } from "../ownership";
import type { Check } from "./check";

/** The dashboard's ConfigMap: its namespace is missing, or it is there and somebody else's. */
export const dashboard: Check = (plan, facts) => {
  const { settings, names } = plan;
  // The native source has none yet.
  if (settings.metricsSource === "native") return [];
  const namespace = settings.dashboard.namespace ?? settings.namespace;
  const isOfStack = plan.namespaces.some(({ name }) => name === namespace);
  if (settings.dashboard.enabled && !isOfStack && facts.namespaces[namespace] === "absent")
    return [
      {
        severity: "error",
        message: `Namespace ${namespace}, where falco:dashboard.namespace wants the dashboard, doesn't exist.`,
        repair: `kubectl create namespace ${namespace}\nor npx pulumi config rm --path falco:dashboard.namespace`,
      },
    ];
  if (typeof facts.dashboard !== "object" || isOwn(plan, facts.dashboard)) return [];
  const stack = ownerOf(facts.dashboard);
  const release = releaseOf(facts.dashboard);
  const holder = stack ? `stack ${stack}` : release ? `the Helm release ${release}` : undefined;
  return [
    {
      severity: "error",
      message: `ConfigMap ${names.dashboardConfigMap} in namespace ${namespace} ${holder ? `belongs to ${holder}` : "was made by somebody else"}; the dashboard would overwrite it.`,
      repair: [
        ...(holder ? [] : [`kubectl delete configmap ${names.dashboardConfigMap} --namespace ${namespace}`]),
        `${holder ? "" : "or "}${setCommand(["dashboard", "enabled"], "false")}`,
      ].join("\n"),
    },
  ];
};
