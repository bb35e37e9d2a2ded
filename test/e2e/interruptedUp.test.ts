import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Checkout } from "./checkout";
import { until, type Cluster } from "./cluster";
import { Stack } from "./stack";

// What is said while a release waits, what a killed `up` leaves, and what admission refuses: a real API server and Helm.
jest.setTimeout(10 * 60 * 1000);

let checkout: Checkout;
let cluster: Cluster;
let stack: Stack;

beforeAll(async () => {
  checkout = await Checkout.create();
  cluster = await checkout.startCluster();
  stack = new Stack(checkout, "killed");
  await stack.init();
  await stack.set("charts.repository", ".sandbox/charts");
  await stack.set("helmTimeout", "60");
  await stack.up();
});
afterAll(() => checkout.remove());

/** uids of redis' claim and of the UI's credentials. */
const kept = async (): Promise<readonly (string | undefined)[]> => {
  const claims = await cluster.core.listNamespacedPersistentVolumeClaim({ namespace: "falco-sidekick" });
  const secret = await cluster.core.readNamespacedSecret({
    namespace: "falco-sidekick",
    name: "falcosidekick-ui-credentials",
  });
  return [...claims.items.map(({ metadata }) => metadata?.uid), secret.metadata?.uid];
};

it("says what a release waits for, and names the way out when the up is killed meanwhile", async () => {
  const before = await kept();
  expect(before).toHaveLength(2);
  await stack.set("nodeSelector.sidekick.pool", "none");
  const { output } = await stack.killedUp(/The release falcosidekick waits/);
  expect(output).toContain("The release falcosidekick waits for its pods in namespace falco-sidekick:");

  await checkout.shell(`npx pulumi cancel --yes --stack ${stack.name}`);
  const refused = await stack.tryUp();
  expect(refused.code).not.toBe(0);
  expect(refused.output).toMatch(
    /The Helm release falcosidekick in namespace falco-sidekick is pending-upgrade, since \S+Z: a pulumi or helm was ended in the middle of it/,
  );
  await checkout.shell(/helm rollback falcosidekick 1 --namespace falco-sidekick/.exec(refused.output)?.[0] ?? "false");
  await checkout.shell(`npx pulumi config rm --stack ${stack.name} --path falco:nodeSelector`);
  // Nothing of the attempt is left: with it, these pods would wait too.
  await stack.set("sidekick.replicas", "3");
  await stack.up();
  expect(await kept()).toEqual(before);
});

it("refuses pods and workloads that a policy would refuse, before anything is changed", async () => {
  const policy = (name: string, resource: string, expression: string) => [
    {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name },
      spec: {
        matchConstraints: {
          resourceRules: [
            { apiGroups: ["", "apps"], apiVersions: ["v1"], operations: ["CREATE"], resources: [resource] },
          ],
        },
        validations: [{ expression, message: `${name} says no` }],
      },
    },
    {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name },
      spec: { policyName: name, validationActions: ["Deny"] },
    },
  ];
  const items = [
    ...policy("no-host", "pods", "!has(object.spec.volumes) || object.spec.volumes.all(v, !has(v.hostPath))"),
    ...policy("no-state", "statefulsets", "false"),
  ];
  const file = join(checkout.directory, ".sandbox/policies.json");
  writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items }));
  await checkout.shell("kubectl create -f .sandbox/policies.json");
  const { code, output } = await until(
    () => stack.preview(),
    (preview) => preview.output.includes("no-host says no") && preview.output.includes("no-state says no"),
  );
  expect(code).not.toBe(0);
  expect(output).toContain("Namespace falco doesn't let in the pods of Falco: ValidatingAdmissionPolicy 'no-host'");
  expect(output).toContain(
    "Namespace falco-sidekick doesn't let in the pods of redis: ValidatingAdmissionPolicy 'no-state'",
  );
  expect(output).not.toMatch(/the exporter: Validating|of the UI: Validating/);
  await checkout.shell("kubectl delete -f .sandbox/policies.json");
  await stack.destroy();
});
