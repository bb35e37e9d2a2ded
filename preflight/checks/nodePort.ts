import { setCommand } from "../../settings/commands";
import { isOwn, ownerOf } from "../ownership";
import type { Check } from "./check";

/** Kubernetes' own range. */
const [first, last] = [30000, 32767];

/** A port of the UI that another Service has already. */
export const nodePort: Check = (plan, { nodePorts = [], deployed }) => {
  const { ui } = plan.settings;
  const ports = new Map(
    nodePorts.flatMap((service) =>
      [...service.spec.ports.map((port) => port.nodePort), service.spec.healthCheckNodePort].map((port) => [
        port,
        service,
      ]),
    ),
  );
  const holder = ports.get(ui.nodePort);
  if (holder === undefined || isOwn(plan, deployed, holder.metadata)) return [];
  const { name, namespace } = holder.metadata;
  const stack = ownerOf(holder.metadata);
  const free = Array.from(
    { length: last - first + 1 },
    (_, at) => first + ((ui.nodePort - first + at) % (last - first + 1)),
  );
  return [
    {
      severity: "error",
      message: `Port ${ui.nodePort} of the nodes, falco:ui.nodePort, is taken by Service ${namespace}/${name}${stack ? ` of stack ${stack}` : ""}.`,
      repair: setCommand(["ui", "nodePort"], String(free.find((port) => !ports.has(port)) ?? "PORT")),
    },
  ];
};
