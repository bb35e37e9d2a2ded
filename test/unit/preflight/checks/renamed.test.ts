import { guests } from "../../../../preflight/checks/guests";
import { interruptedReleases } from "../../../../preflight/checks/interruptedReleases";
import { namespaces } from "../../../../preflight/checks/namespaces";
import { nodePort } from "../../../../preflight/checks/nodePort";
import { secrets } from "../../../../preflight/checks/secrets";
import { deployedIn } from "../../../../preflight/deployed";
import { SecretTexts } from "../../../../preflight/secrets/secretTexts";
import { judged, object, plan, revision, service, type Row } from "../constructed";

const old = "organization/falco/old";
const former = { "falco-stack/owner": old };
const last = { owner: old, namespaceUids: { falco: "n-1" }, existingNamespaces: ["lent"] };
const state = (kind: string, namespace: string, name: string) => ({
  objects: deployedIn([
    {
      type: `kubernetes:core/v1:${kind}`,
      outputs: { apiVersion: "v1", kind, metadata: { namespace, name, uid: "o-1" } },
    },
  ]).objects.map((found) => ({ ...found, live: undefined })),
  releases: undefined,
});

const port = (uid: string) =>
  service("falco-sidekick", "ui", 32000, former).map((found) => ({ ...found, metadata: { ...found.metadata, uid } }));
const ports = (uid: string) => ({ last, deployed: state("Service", "falco-sidekick", "ui"), nodePorts: port(uid) });

const dashboard = (uid: string) => ({
  last,
  deployed: state("ConfigMap", "falco", "falco-dashboard"),
  guests: plan()
    .guests.filter(({ kind }) => kind === "ConfigMap")
    .map((guest) => ({ ...guest, object: { ...object(guest.name, former), uid } })),
});

const release = (uid: string) => ({
  last,
  namespaces: { falco: { ...object("falco", former), uid } },
  helmSecrets: { falco: [revision("falco", "pulumi", 1, "pending-install")] },
});
const lentTo = (name: string) => ({
  last,
  namespaces: { [name]: object(name, { "falco-stack/used-by": old }) },
});
const mine = (inState: boolean) => ({
  last,
  ...(inState && { deployed: state("Secret", "falco", "mine") }),
  secrets: { "falco/mine": new SecretTexts({ ".dockerconfigjson": "" }, "kubernetes.io/dockerconfigjson", former) },
});
const pull = { images: { pullSecrets: ["mine"] }, sidekick: { enabled: false } };

/** After `pulumi stack rename` the old name may be another stack's. */
describe("what has the stack's former name on it", () => {
  it.each<Row>([
    ["its own port", nodePort, {}, ports("o-1"), []],
    [
      "another one's port",
      nodePort,
      {},
      ports("o-2"),
      [`Port 32000 of the nodes, falco:ui.nodePort, is taken by Service falco-sidekick/ui of stack ${old}.`],
    ],
    ["its own dashboard", guests, {}, dashboard("o-1"), []],
    [
      "another one's dashboard",
      guests,
      {},
      dashboard("o-2"),
      [
        `ConfigMap ${plan().names.dashboardConfigMap} in namespace falco belongs to stack ${old}; the deployment would fail at the dashboard.`,
      ],
    ],
    [
      "its own release",
      interruptedReleases,
      {},
      release("n-1"),
      [
        "The Helm release falco in namespace falco is pending-install: a pulumi or helm was ended in the middle of it, and Helm goes on with no such release. If another one is at work on it right now, it looks the same: wait for that one.",
      ],
    ],
    ["another one's release", interruptedReleases, {}, release("n-2"), []],
    ["a namespace that it was lent", namespaces, { namespace: "lent" }, lentTo("lent"), []],
    [
      "a namespace lent to another one",
      namespaces,
      { namespace: "blue" },
      lentTo("blue"),
      [`Namespace blue belongs to stack ${old}; two stacks in one would destroy each other.`],
    ],
    [
      "its own Secret",
      secrets,
      pull,
      mine(true),
      [
        "Secret mine in namespace falco, which falco:images.pullSecrets names, is the stack's own, and goes with this setting. Give yours another name.",
      ],
    ],
    [
      "another one's Secret",
      secrets,
      pull,
      mine(false),
      [
        "Secret mine in namespace falco, which falco:images.pullSecrets names, has in .dockerconfigjson no JSON with `auths`.",
      ],
    ],
  ])("%s", (_, check, settings, facts, said) => {
    const messages = judged(check, settings, facts).map((text) => text.split("\n")[0]?.replace(/^error: /, ""));
    expect(messages).toEqual(said);
  });
});
