import { clusterWide } from "../../../../preflight/checks/clusterWide";
import { guests } from "../../../../preflight/checks/guests";
import { leaving } from "../../../../preflight/checks/leaving";
import { secrets } from "../../../../preflight/checks/secrets";
import type { LastDeployment } from "../../../../preflight/lastDeployment";
import { judged, object, owner, plan, type Row } from "../constructed";

const own = { "falco-stack/owner": owner };
const others = { "falco-stack/owner": "organization/falco/a" };
const last: LastDeployment = {
  clusterUid: "u-1",
  owner,
  namespace: "falco",
  namespaceUids: { falco: "n-1", "falco-sidekick": "n-2" },
  chartVersions: { falco: "8.0.5", falcosidekick: "0.14.0" },
  existingNamespaces: [],
};
const earlier: LastDeployment = { ...last, owner: undefined, namespaceUids: undefined };
const there = (annotations: Record<string, string>, uid = "n-1") => ({ ...object("falco", annotations), uid });
const blue = { namespace: "blue" };
const stays = { ...blue, sidekick: { namespace: "falco-sidekick" } };
const policyReports = { sidekick: { namespace: "alerts", outputs: { policyreport: { enabled: true } } } };
const forget =
  "npx pulumi stack rm dev --force --preserve-config && npx pulumi stack init dev    # Pulumi forgets what it had deployed";
const byName =
  "This stack's state still has what was there, and `up` or `destroy` would delete by name what is there now.";

describe("a stack that moves", () => {
  it.each<Row>([
    ["that stays", leaving, {}, { last, namespaces: { falco: there(own) } }, []],
    ["that was never deployed", leaving, blue, {}, []],
    [
      "from namespaces of its own",
      leaving,
      blue,
      {
        last,
        namespaces: { falco: there(own), "falco-sidekick": { ...object("falco-sidekick", own), uid: "n-2" } },
        claims: { falco: [], "falco-sidekick": [object("redis-data-0")] },
      },
      [
        "warning: At its end `up` deletes namespace falco, which the stack leaves, with all that is in it.",
        "warning: At its end `up` deletes namespace falco-sidekick, which the stack leaves, with all that is in it, the volume claims redis-data-0 too. The UI begins without the alerts in them; where outputs have sent them they stay.",
      ],
    ],
    ["from namespaces that are gone", leaving, blue, { last, namespaces: { falco: "absent" } }, []],
    [
      "from a namespace that another stack has by now",
      leaving,
      blue,
      { last, namespaces: { falco: there(others, "n-3") } },
      [
        `error: Namespace falco, which this stack had, belongs to stack organization/falco/a now. ${byName}\n  ${forget}`,
      ],
    ],
    [
      "from a namespace that a person made anew",
      leaving,
      blue,
      {
        last,
        namespaces: { falco: there({}, "n-3"), "falco-sidekick": { ...object("falco-sidekick", own), uid: "n-2" } },
      },
      [
        `error: Namespace falco, which this stack had, was made anew by somebody else. ${byName}\n  ${forget}\n  kubectl delete namespace falco-sidekick    # what the stack still has there`,
        "warning: At its end `up` deletes namespace falco-sidekick, which the stack leaves, with all that is in it.",
      ],
    ],
    [
      "from a namespace that was lent to it, and is to another by now",
      leaving,
      blue,
      {
        last: { ...last, namespaceUids: {}, existingNamespaces: ["falco"] },
        namespaces: { falco: there({ "falco-stack/used-by": "organization/falco/a" }) },
      },
      [
        `error: Namespace falco, which this stack had, belongs to stack organization/falco/a now. ${byName}\n  ${forget}`,
      ],
    ],
    [
      "from a namespace that is lent to it",
      leaving,
      blue,
      {
        last: { ...last, namespaceUids: {}, existingNamespaces: ["falco"] },
        namespaces: { falco: there({ "falco-stack/used-by": owner }) },
      },
      [],
    ],
    [
      "without Falcosidekick",
      leaving,
      stays,
      { last, namespaces: { falco: there(own) } },
      [
        "warning: At its end `up` deletes namespace falco, which the stack leaves, with all that is in it.",
        "warning: Redis' StatefulSet gets another name, and so another volume: the UI begins without the alerts in the volume of falcosidekick-ui-redis, whose claim stays in namespace falco-sidekick.",
      ],
    ],
    [
      "in the same step as the program changes",
      leaving,
      blue,
      { last: earlier },
      [
        "error: An earlier version of this program deployed the stack, with Falco in namespace falco. This version moves it once it has deployed it where it is.\n  npx pulumi config set falco:namespace falco\n  npx pulumi up\n  npx pulumi config set falco:namespace blue\n  npx pulumi up",
      ],
    ],
    [
      "Falcosidekick in the same step as the program changes",
      leaving,
      { sidekick: { namespace: "alerts" } },
      { last: earlier, namespaces: { alerts: "absent" } },
      [
        "error: An earlier version of this program deployed the stack, with Falco in namespace falco, and Falcosidekick elsewhere than in alerts, or that was deleted. This version moves it once it has deployed it where it is.\n  npx pulumi config set --path falco:sidekick.namespace NAMESPACE\n  npx pulumi up\n  npx pulumi config set --path falco:sidekick.namespace alerts\n  npx pulumi up",
      ],
    ],
    [
      "nowhere when the program changes",
      leaving,
      {},
      { last: earlier, namespaces: { "falco-sidekick": object("x") } },
      [],
    ],
    [
      "with a ClusterRole that its release has to give up first",
      clusterWide,
      policyReports,
      {
        last,
        clusterWide: plan(policyReports)
          .clusterWide.filter(({ kind }) => kind === "ClusterRole")
          .map((wanted) => ({
            ...wanted,
            object: object(wanted.name, {
              "meta.helm.sh/release-namespace": "falco-sidekick",
              "meta.helm.sh/release-name": "falcosidekick",
            }),
          })),
      },
      [
        "error: ClusterRole falcosidekick, which the falcosidekick chart makes too, belongs to this stack's release falco-sidekick/falcosidekick until the end of an `up`.\n  npx pulumi config set --path falco:sidekick.outputs.policyreport.enabled false\n  npx pulumi up\n  npx pulumi config set --path falco:sidekick.outputs.policyreport.enabled true",
      ],
    ],
    [
      "nowhere, beside another stack in its namespace: no dashboard has to be switched off",
      guests,
      { dashboard: { namespace: "grafana" } },
      {
        namespaces: { falco: object("falco", others), grafana: object("grafana") },
        guests: plan({ dashboard: { namespace: "grafana" } }).guests.map((guest) => ({
          ...guest,
          object: object(guest.name, others),
        })),
      },
      [],
    ],
    [
      "nowhere, beside another stack in its namespace: no Secret has to be made there",
      secrets,
      { ui: { existingSecret: "mine" } },
      {
        namespaces: { "falco-sidekick": object("falco-sidekick", others) },
        secrets: { "falco-sidekick/mine": "absent" },
      },
      [],
    ],
  ])("%s", (_, check, settings, facts, said) => {
    expect(judged(check, settings, facts)).toEqual(said);
  });
});
