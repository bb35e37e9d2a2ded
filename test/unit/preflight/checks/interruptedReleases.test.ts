import type { ClusterFacts } from "../../../../preflight/facts";
import { interruptedReleases } from "../../../../preflight/checks/interruptedReleases";
import { judged, object, owner, revision } from "../constructed";

const own = { "falco-stack/owner": owner };
const others = { "falco-stack/owner": "organization/falco/a" };
const falco = (annotations: Record<string, string>) => ({ falco: object("falco", annotations) });

describe("releases that a killed pulumi left", () => {
  const left = (...states: readonly string[]) => ({
    namespaces: falco(own),
    helmSecrets: {
      // As the API server lists them, by name.
      falco: states
        .map((status, at) => revision("falco", "pulumi-kubernetes", at + 1, status))
        .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    },
  });
  const said = (status: string, since = "") =>
    `error: The Helm release falco in namespace falco is ${status}${since}: a pulumi or helm was ended in the middle of it, and Helm goes on with no such release. If another one is at work on it right now, it looks the same: wait for that one.`;
  const forgotten = (version: number) =>
    `\n  kubectl delete secret sh.helm.release.v1.falco.v${version} --namespace falco    # Helm's record of the attempt; pods, volumes and the stack's Secrets stay`;
  const rolledBack = (version: number, from: number) =>
    `\n  helm rollback falco ${version} --namespace falco    # to what was there before; the next up changes what the settings change` +
    `\n  or kubectl delete secret sh.helm.release.v1.falco.v${from} --namespace falco    # without helm, and only with the settings of that up: what it has added stays`;
  const madeAnew =
    "\n  kubectl delete secret --selector owner=helm,name=falco --namespace falco    # Helm's records of the release; volumes and the stack's Secrets stay" +
    "\n  npx pulumi refresh -s dev    # Pulumi finds out that the release is gone; the next up installs it" +
    "\n  or npx pulumi destroy -s dev    # where all of the stack was to go";

  it.each<[states: readonly string[], said: readonly string[]]>([
    [[], []],
    [["deployed"], []],
    [["superseded", "deployed"], []],
    // Helm upgrades it.
    [["failed"], []],
    [["deployed", "failed"], []],
    [["deployed", "failed", "failed"], []],
    [["pending-install"], [said("pending-install") + forgotten(1)]],
    [["deployed", "pending-upgrade"], [said("pending-upgrade") + rolledBack(1, 2)]],
    [["deployed", "failed", "pending-rollback"], [said("pending-rollback") + rolledBack(1, 3)]],
    // The tenth comes before the second in the list.
    [[...Array<string>(9).fill("superseded"), "pending-upgrade"], [said("pending-upgrade") + rolledBack(9, 10)]],
    [["uninstalling"], [said("uninstalling") + madeAnew]],
    [["superseded", "uninstalled"], [said("uninstalled") + madeAnew]],
  ])("%j", (states, expected) => {
    expect(judged(interruptedReleases, {}, left(...states))).toEqual(expected);
  });

  it("says since when", () => {
    const revisions = [
      { ...revision("falco", "pulumi-kubernetes", 1, "pending-install"), created: "2026-11-30T22:10:00Z" },
    ];
    expect(judged(interruptedReleases, {}, { namespaces: falco(own), helmSecrets: { falco: revisions } })).toEqual([
      said("pending-install", ", since 2026-11-30T22:10:00Z") + forgotten(1),
    ]);
  });

  it("in another's namespace are no business of this stack", () => {
    expect(judged(interruptedReleases, {}, { ...left("pending-install"), namespaces: falco(others) })).toEqual([]);
  });

  it.each<[status: string, manager: string, state: ClusterFacts["deployed"]["releases"], said: readonly string[]]>([
    ["deployed", "pulumi-kubernetes", [{ namespace: "falco", name: "falco" }], []],
    // The engine doesn't say what the state has.
    ["deployed", "pulumi-kubernetes", undefined, []],
    ["deployed", "helm", [], []],
    ["deployed", "pulumi-kubernetes", [], ["deployed"]],
    ["failed", "pulumi-kubernetes", [{ namespace: "blue", name: "falco" }], ["failed"]],
  ])("installed before the engine could write it down: %s by %s, state %j", (status, manager, releases, expected) => {
    const facts = {
      namespaces: falco(own),
      helmSecrets: { falco: [revision("falco", manager, 1, status)] },
      deployed: { objects: [], releases },
    };
    expect(judged(interruptedReleases, {}, facts)).toEqual(
      expected.map(
        (is) =>
          `error: The Helm release falco in namespace falco is ${is}, and Pulumi's state doesn't have it: an up was killed before it could write that down, or Pulumi was made to forget it, and Helm installs no release twice.` +
          "\n  kubectl delete secret --selector owner=helm,name=falco --namespace falco    # Helm's records of the release; the next up installs it over what is there. Not where a stack of another backend has it",
      ),
    );
  });
});
