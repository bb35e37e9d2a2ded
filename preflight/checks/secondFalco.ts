import type { DaemonSet } from "../answers";
import type { ClusterFacts } from "../facts";
import { caretakerOf } from "../gitOps";
import { hasLabels, watched } from "../nodes";
import { releaseOf } from "../ownership";
import type { Plan } from "../plan";
import type { Check } from "./check";

/** Images of Falco itself (falcosecurity's and mirrors of them): its drivers' and tools' have other names. */
const image = /(^|\/)falco(-no-driver|-distroless|-debian)?([:@]|$)/;

const isFalco = ({ labels, images }: DaemonSet): boolean =>
  labels["app.kubernetes.io/name"] === "falco" || images.some((name) => image.test(name));

/** Other Falcos on nodes that this stack's Falco watches. */
export const secondFalco: Check = (plan, facts) =>
  (facts.daemonSets ?? [])
    .filter((daemonSet) => isFalco(daemonSet) && !isOurs(plan, facts, daemonSet) && meets(plan, facts, daemonSet))
    .map((daemonSet) => {
      const { name, namespace = "", managers } = daemonSet;
      const release = releaseOf(daemonSet);
      // Helm within a Pulumi program writes under the name of its plugin.
      const isOfStack = managers.some((manager) => manager.startsWith("pulumi"));
      const by =
        caretakerOf(daemonSet)?.who ?? (isOfStack ? "another Pulumi stack" : release && `the Helm release ${release}`);
      const [of, which] = release?.split("/") ?? [];
      return {
        severity: "warning",
        message: `DaemonSet ${name} in namespace ${namespace}${by ? `, of ${by},` : ""} runs another Falco on the same nodes: each event is alerted on twice, and costs twice the CPU.`,
        repair: isOfStack
          ? "npx pulumi destroy -s STACK    # the stack that has it, where nobody needs it"
          : which === undefined
            ? `kubectl delete daemonset ${name} --namespace ${namespace}    # where nobody needs it`
            : `helm uninstall ${which} --namespace ${of ?? ""}    # where nobody needs it`,
      };
    });

/** Planned, or deployed before the namespace became another. */
const isOurs = ({ settings, names }: Plan, { deployed }: ClusterFacts, { name, namespace }: DaemonSet): boolean =>
  (name === names.falco && namespace === settings.namespace) ||
  deployed.objects.some((own) => own.kind === "DaemonSet" && own.name === name && own.namespace === namespace);

/** Whether a node is selected by both; where nobody may look at nodes, it may be. */
const meets = (plan: Plan, { nodes }: ClusterFacts, { nodeSelector }: DaemonSet): boolean =>
  nodes === undefined || watched(plan, nodes).some((node) => hasLabels(node, nodeSelector));
