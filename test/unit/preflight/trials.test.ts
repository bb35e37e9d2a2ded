import type { Answer, Ask } from "../../../preflight/apiServer";
import { admission } from "../../../preflight/checks/admission";
import { inquiry, type Unanswered } from "../../../preflight/inquiry";
import { refusal, triedPods } from "../../../preflight/trials";
import { judged, object, owner, plan } from "./constructed";

const own = { "falco-stack/owner": owner };
const both = { falco: object("falco", own), "falco-sidekick": object("falco-sidekick", own) };
const refusing = (message: string, status = 403): Answer => ({ status, body: { kind: "Status", message } });

const tryOut = async (
  answer: (path: string, body: string) => Answer,
  namespaces: Parameters<typeof triedPods>[2]["namespaces"] = both,
  apiVersions: readonly string[] = [],
) => {
  const asked: string[] = [];
  const ask: Ask = ({ path, body }) => {
    asked.push(path);
    return Promise.resolve(answer(path, JSON.stringify(body)));
  };
  const unanswered: Unanswered[] = [];
  const tried = await triedPods(inquiry(ask, unanswered), plan(), { namespaces, apiVersions });
  return {
    asked,
    unanswered,
    tried: tried.map(({ pods, refused, isUnsure }) => `${pods.what}${isUnsure ? " (unsure)" : ""}: ${refused}`),
  };
};
const noAccount = (name: string): Answer =>
  refusing(
    `pods "falcosidekick-ui-redis-trial" is forbidden: error looking up service account falco-sidekick/${name}: serviceaccount "${name}" not found`,
  );
const letIn = (): Answer => ({ status: 201, body: {} });

describe("triedPods", () => {
  it("makes nothing, and asks for a pod and a workload of each kind", async () => {
    const { asked, tried, unanswered } = await tryOut(letIn);
    expect({ tried, unanswered }).toEqual({ tried: [], unanswered: [] });
    expect(asked.filter((path) => !path.endsWith("?dryRun=All"))).toEqual([]);
    expect([...new Set(asked)].sort()).toEqual([
      "/api/v1/namespaces/falco-sidekick/pods?dryRun=All",
      "/api/v1/namespaces/falco/pods?dryRun=All",
      "/apis/apps/v1/namespaces/falco-sidekick/deployments?dryRun=All",
      "/apis/apps/v1/namespaces/falco-sidekick/statefulsets?dryRun=All",
      "/apis/apps/v1/namespaces/falco/daemonsets?dryRun=All",
    ]);
    expect(asked).toHaveLength(10);
  });

  it("reports what a pod, or else its workload, is refused for", async () => {
    const { tried } = await tryOut((path) => {
      if (path.includes("/falco/pods")) return refusing('pods "falco-trial" is forbidden: no host here');
      if (path.includes("/falco/daemonsets")) return refusing("no DaemonSets");
      if (path.includes("/statefulsets")) return refusing('admission webhook "w" denied the request: no state', 400);
      return letIn();
    });
    expect(tried).toEqual([
      "Falco: no host here",
      "the exporter: no host here",
      'redis: admission webhook "w" denied the request: no state',
    ]);
  });

  it.each<[what: string, asDefault: Answer, statefulSet: Answer, said: readonly string[]]>([
    ["the account `default` is let in", letIn(), letIn(), []],
    ["there is no account at all", noAccount("default"), letIn(), []],
    ["a policy refuses", refusing("no default account"), letIn(), ["redis (unsure): no default account"]],
    ["a policy refuses the workload too", refusing("no default account"), refusing("no state"), ["redis: no state"]],
    [
      "pod security refuses",
      refusing('violates PodSecurity "restricted:latest": x'),
      letIn(),
      ['redis: violates PodSecurity "restricted:latest": x'],
    ],
  ])("tries a pod whose account isn't there yet as another: %s", async (_, asDefault, statefulSet, said) => {
    const { tried, unanswered } = await tryOut((path, body) => {
      if (path.includes("/statefulsets")) return statefulSet;
      if (!path.includes("/pods") || !body.includes("redis-trial")) return letIn();
      return body.includes("serviceAccountName") ? noAccount("falcosidekick-ui") : asDefault;
    });
    expect({ tried, unanswered }).toEqual({ tried: said, unanswered: [] });
  });

  it("names the rights that are missing", async () => {
    const { tried, unanswered } = await tryOut((path) =>
      path.includes("/falco/pods")
        ? refusing(
            'pods is forbidden: User "nobody" cannot create resource "pods" in API group "" in the namespace "falco"',
          )
        : letIn(),
    );
    expect(tried).toEqual([]);
    expect(new Set(unanswered.map(({ right, why }) => `${right}: ${why}`))).toEqual(
      new Set(["create pods in namespace falco: not allowed"]),
    );
  });

  it.each([
    ["in a namespace that isn't there", { falco: "absent" } as const, []],
    ["in another stack's namespace", { falco: object("falco", { "falco-stack/owner": "a/b/c" }) }, []],
    ["on OpenShift", both, ["security.openshift.io/v1"]],
  ])("asks nothing %s", async (_, namespaces, apiVersions) => {
    expect((await tryOut(letIn, namespaces, apiVersions)).asked).toEqual([]);
  });
});

describe("refusal", () => {
  it.each<[Answer, string | undefined]>([
    [
      refusing('pods "falcosidekick-ui-trial" is forbidden: violates PodSecurity "baseline:latest": x'),
      'violates PodSecurity "baseline:latest": x',
    ],
    [
      refusing("ValidatingAdmissionPolicy 'p' with binding 'b' denied request: x", 422),
      "ValidatingAdmissionPolicy 'p' with binding 'b' denied request: x",
    ],
    [refusing('admission webhook "w" does not support dry run', 400), undefined],
    [refusing("DaemonSet.apps is invalid", 422), undefined],
    [refusing('daemonsets.apps is forbidden: User "nobody" cannot create'), undefined],
    [refusing("down", 503), undefined],
    [
      refusing(
        'pods "falco-trial" is forbidden: unable to create new content in namespace falco because it is being terminated',
      ),
      "",
    ],
  ])("of %j is %j", (answer, said) => {
    expect(refusal(answer)).toBe(said);
  });
});

describe("admission", () => {
  const refused = (key: string, message: string) => ({
    tried: plan().pods.flatMap((pods) => (pods.key === key ? [{ pods, refused: message }] : [])),
  });
  const psa = (level: string) => ({ "pod-security.kubernetes.io/enforce": level });

  it.each<[what: string, facts: Parameters<typeof judged>[2], said: readonly string[]]>([
    ["nothing", {}, []],
    [
      "a policy",
      refused("falco", "policy p: no host"),
      [
        "error: Namespace falco doesn't let in the pods of Falco: policy p: no host\n  Exempt the namespace falco from that policy, or have the policy let them in.\n  or, where the policy would let in what a chart makes, npx pulumi config set falco:preflight false",
      ],
    ],
    [
      "pod security that no label shows",
      { ...refused("redis", 'violates PodSecurity "restricted:latest": x'), namespaces: both },
      [
        'error: Namespace falco-sidekick doesn\'t let in the pods of redis: violates PodSecurity "restricted:latest": x\n  kubectl label namespace falco-sidekick pod-security.kubernetes.io/enforce=baseline --overwrite',
      ],
    ],
    [
      "pod security that a label shows",
      {
        ...refused("falco", 'violates PodSecurity "baseline:latest": x'),
        namespaces: { falco: object("falco", own, psa("baseline")) },
      },
      [],
    ],
    [
      "a policy that may mean the account alone",
      { tried: refused("falco", "policy p: no default").tried.map((tried) => ({ ...tried, isUnsure: true })) },
      [
        "warning: Namespace falco may not let in the pods of Falco: policy p: no default\n  Exempt the namespace falco from that policy, or have the policy let them in.\n  or, where the policy would let in what a chart makes, npx pulumi config set falco:preflight false",
      ],
    ],
    ["a quota", refused("falco", "exceeded quota: team, requested: pods=1"), []],
    ["a quota of limits", refused("falco", "failed quota: team: must specify limits.cpu"), []],
    ["a LimitRange", refused("falco", "maximum cpu usage per Container is 500m, but limit is 1"), []],
    ["a PriorityClass", refused("falco", "no PriorityClass with name high was found"), []],
  ])("of %s", (_, facts, said) => {
    expect(judged(admission, {}, facts)).toEqual(said);
  });
});
