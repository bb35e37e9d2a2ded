import { forStack, quoted, setCommand } from "../settings/commands";
import { shownCluster } from "./cluster";
import type { DeployedTo, LastDeployment } from "./lastDeployment";
import type { Plan } from "./plan";

/** Why a stack isn't deployed to another cluster than its own, and the ways back, over, and out. */
export function anotherCluster(plan: Plan, chosen: DeployedTo, { clusterUid, deployedTo }: LastDeployment): string {
  const { stack, owner, namespaces } = plan;
  // Before outputs named it, a cluster was known by its uid alone.
  const own = deployedTo ? shownCluster(deployedTo) : `with uid ${clusterUid ?? "unknown"} of namespace kube-system`;
  const name = quoted(stack);
  const left = namespaces.map((namespace) => namespace.name).join(" and ");
  return [
    `Stack ${owner} was deployed to cluster ${own}; the kubeconfig leads to another one, ${shownCluster(chosen)}. Nothing was changed.`,
    deployedTo && deployedTo.context !== chosen.context
      ? forStack(stack, setCommand(["kubeContext"], deployedTo.context))
      : "export KUBECONFIG=FILE    # one that leads to the stack's own cluster",
    // Without a context in the state, destroy would follow kubectl's.
    ...(deployedTo
      ? [`or, to move it: npx pulumi destroy -s ${name}    # takes it from its own cluster; then up again`]
      : []),
    `or, where its own cluster is gone: npx pulumi stack rm ${name} --force --preserve-config && npx pulumi stack init ${name}    # touches no cluster: where it is not gone, namespaces ${left}, cluster roles and all that runs stay there`,
  ].join("\n      ");
}
