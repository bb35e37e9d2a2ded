import { isMapping } from "./leaves";

/**
 * Whether Helm waits for pods of a DaemonSet that rolls like this: of another type it waits for none, and it puts up with
 * as many that aren't ready as may be unavailable (helm 3.18 and 4.0, pkg/kube/ready.go).
 */
export function rollsSafely(strategy: unknown): boolean {
  if (!isMapping(strategy)) return false;
  const { type = "RollingUpdate", rollingUpdate = {} } = strategy;
  if (type !== "RollingUpdate" || !isMapping(rollingUpdate)) return false;
  const { maxUnavailable = 1 } = rollingUpdate;
  if (typeof maxUnavailable === "number") return Number.isInteger(maxUnavailable) && maxUnavailable >= 0;
  // Whether a number is below that of the nodes, the preflight looks.
  const percent = /^(\d+)%$/.exec(String(maxUnavailable))?.[1];
  return percent !== undefined && Number(percent) < 100;
}

/**
 * Arguments that only change how Falco does its work. All others of Falco (0.34 to 0.45, app/options.cpp) choose what it
 * sees, read other files, or print something and end.
 */
const harmlessArgs =
  /^-(-(print-base64|snaplen|stats-interval|unbuffered|print|disable-cri-async|k8s-api|k8s-api-cert|k8s-node)(=|$)|[AbSsUvpkK])/;

export const blindingArgs = {
  expected:
    "only arguments that change no source, rule or file, such as -v: keys of falco.yaml belong below helmValues.falco.falco, rules into falco:rules.files",
  fits: (value: unknown): boolean =>
    Array.isArray(value) &&
    value.every(
      (argument) => typeof argument === "string" && (!argument.startsWith("-") || harmlessArgs.test(argument)),
    ),
};

/** Whether each alert gets the fields that plugins suggest: the container's and the pod's. */
export const appendsFields = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.some((item) => isMapping(item) && item["suggested_output"] === true && matchesAll(item["match"]));

/** Of all alerts, or of all from system calls. */
const matchesAll = (match: unknown): boolean =>
  match === undefined ||
  (isMapping(match) && Object.entries(match).every(([key, value]) => key === "source" && value === "syscall"));

/** Of `plugins` or `load_plugins`. */
export const namesContainerPlugin = (item: unknown): boolean =>
  item === "container" || (isMapping(item) && item["name"] === "container");
