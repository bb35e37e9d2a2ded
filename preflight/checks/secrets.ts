import { keyOf, removeCommand, setCommand } from "../../settings/commands";
import { hasWritten } from "../deployed";
import type { PlannedSecret } from "../existingSecrets";
import type { ClusterFacts } from "../facts";
import { anotherStack, isOfFormerName, ownerOf, usedByAnnotation } from "../ownership";
import type { Plan } from "../plan";
import { contentRemarks } from "../secrets/contents";
import { pullKey } from "../secrets/pullSecret";
import { SecretTexts, type Remark } from "../secrets/secretTexts";
import type { Check, Result } from "./check";

/** Secrets of the user's own that settings name: missing, the stack's own, without a key that is read, or wrong in it. */
export const secrets: Check = (plan, facts) =>
  plan.existingSecrets.flatMap((secret): readonly Result[] => {
    const found = facts.secrets[`${secret.namespace}/${secret.name}`];
    const which = `Secret ${secret.name} in namespace ${secret.namespace}, which falco:${keyOf(secret.setting)} names,`;
    // In another stack's namespace there is nothing to be made.
    if (found === undefined || anotherStack(plan, facts.namespaces[secret.namespace])) return [];
    if (found === "absent") return [missing(plan, facts, secret, which)];
    if (secret.name !== plan.names.exporterSecret && isStacks(plan, facts, secret, found))
      return [stacksOwn(secret, which)];
    const absent = secret.keys.filter((key) => !found.keys.includes(key));
    if (absent.length > 0)
      return [
        {
          severity: "error",
          message: `${which} lacks ${absent.join(", ")}.`,
          repair: written(secret, absent).join("\n"),
        },
      ];
    return contents(plan, facts, secret, found).map(({ severity, keys, says }) => ({
      severity,
      message: `${which} ${says}.`,
      repair: written(secret, keys).join("\n"),
    }));
  });

const isStacks = (plan: Plan, { deployed }: ClusterFacts, secret: PlannedSecret, found: SecretTexts): boolean =>
  ownerOf(found) === plan.owner || (isOfFormerName(plan, found) && hasWritten(secret, deployed, plan.last));

function contents(plan: Plan, facts: ClusterFacts, secret: PlannedSecret, found: SecretTexts): readonly Remark[] {
  const other = plan.existingSecrets.find(({ holds }) => holds.kind === "grpc" && holds !== secret.holds);
  const texts = other && facts.secrets[`${other.namespace}/${other.name}`];
  const { settings, names } = plan;
  return contentRemarks(
    secret,
    found,
    {
      partner: other && texts instanceof SecretTexts ? { name: other.name, texts } : undefined,
      host: `${names.grpcService}.${settings.namespace}.svc`,
    },
    { now: facts.now, renewBeforeDays: settings.certificates.renewBeforeDays },
  );
}

function missing(plan: Plan, { namespaces }: ClusterFacts, secret: PlannedSecret, which: string): Result {
  const { namespace } = secret;
  const isNew = namespaces[namespace] === "absent";
  return {
    severity: "error",
    message: `${which} doesn't exist${isNew ? ", nor does the namespace. Make both: a namespace of yours, lent to the stack, stays when the stack goes" : ""}.`,
    repair: [
      ...(isNew
        ? [
            `kubectl create namespace ${namespace}`,
            `kubectl annotate namespace ${namespace} ${usedByAnnotation}=${plan.owner}`,
          ]
        : []),
      create(secret, secret.keys),
    ].join("\n"),
  };
}

/** Named as the user's, the stack would no longer have it among its own, and delete it. */
const stacksOwn = (secret: PlannedSecret, which: string): Result => ({
  severity: "error",
  message: `${which} is the stack's own, and goes with this setting. Give yours another name.`,
  repair: [
    create({ ...secret, name: `my-${secret.name}` }, secret.keys),
    typeof secret.setting.at(-1) === "string" && secret.holds.kind !== "pull"
      ? setCommand(secret.setting, `my-${secret.name}`)
      : removeCommand(secret.setting),
  ].join("\n"),
});

const create = ({ name, namespace, holds }: PlannedSecret, keys: readonly string[]): string =>
  holds.kind === "pull"
    ? `kubectl create secret docker-registry ${name} --namespace ${namespace} --docker-server=REGISTRY --docker-username=USER --docker-password=PASSWORD`
    : [
        `kubectl create secret generic ${name} --namespace ${namespace}`,
        ...keys.map((key) => `--from-file=${key}=FILE`),
      ].join(" ");

/** Commands that write keys anew, and leave the others, as `kubectl apply` would not. A Secret's type can't be changed. */
const written = (secret: PlannedSecret, keys: readonly string[]): readonly string[] =>
  keys.includes(pullKey)
    ? [`kubectl delete secret ${secret.name} --namespace ${secret.namespace}`, create(secret, keys)]
    : [
        `${create(secret, keys)} --dry-run=client --output=yaml | kubectl patch secret ${secret.name} --namespace ${secret.namespace} --patch-file=/dev/stdin`,
      ];
