import type { AnyObject } from "./answers";

/** A GitOps tool that has an object in its care. */
export interface Caretaker {
  /** For instance `Flux (Kustomization flux-system/apps)`. */
  readonly who: string;
  /** The annotation that has the tool keep an object that is no longer in its repository. */
  readonly keep: readonly [annotation: string, value: string];
  /** Whether it is there. */
  readonly keeps: boolean;
}

interface Tool {
  readonly name: string;
  readonly keep: Caretaker["keep"];
  /** Programs that write its objects. */
  readonly managers: readonly string[];
  /** What of the tool's it is that deploys the object. */
  readonly source: (marks: Marks) => string | undefined;
}
type Marks = Readonly<Record<string, string>>;

/** `<kind> <namespace>/<name>` by the two labels that Flux puts on all that it applies. */
const ofFlux =
  (kind: string, group: string) =>
  (marks: Marks): string | undefined => {
    const name = marks[`${group}.toolkit.fluxcd.io/name`];
    return name === undefined ? undefined : `${kind} ${marks[`${group}.toolkit.fluxcd.io/namespace`] ?? ""}/${name}`;
  };
const fluxKeeps = ["kustomize.toolkit.fluxcd.io/prune", "disabled"] as const;

/**
 * By what the tools' documentation says that they leave on objects: Flux 2 (Kustomization and HelmRelease, labels), Argo CD
 * (resource tracking; the label app.kubernetes.io/instance, which it may use too, is Helm's as well and tells nothing), Config Sync.
 */
const tools: readonly Tool[] = [
  {
    name: "Flux",
    keep: fluxKeeps,
    managers: ["kustomize-controller"],
    source: ofFlux("Kustomization", "kustomize"),
  },
  { name: "Flux", keep: fluxKeeps, managers: ["helm-controller"], source: ofFlux("HelmRelease", "helm") },
  {
    name: "Argo CD",
    keep: ["argocd.argoproj.io/sync-options", "Prune=false,Delete=false"],
    managers: ["argocd-controller", "argocd-application-controller"],
    source: (marks) => {
      const application =
        marks["argocd.argoproj.io/tracking-id"]?.split(":")[0] ?? marks["argocd.argoproj.io/instance"];
      return application === undefined ? undefined : `application ${application}`;
    },
  },
  {
    name: "Config Sync",
    keep: ["client.lifecycle.config.k8s.io/deletion", "detach"],
    managers: ["configsync"],
    source: (marks) =>
      marks["configmanagement.gke.io/managed"] === "enabled"
        ? (marks["configmanagement.gke.io/source-path"] ?? "its repository")
        : undefined,
  },
];

/** The tool that has an object in its care, undefined where none has. */
export function caretakerOf({ labels, annotations, managers }: AnyObject): Caretaker | undefined {
  const marks = { ...labels, ...annotations };
  for (const { name, keep, source, ...tool } of tools) {
    const found = source(marks);
    if (found === undefined && !managers.some((manager) => tool.managers.includes(manager))) continue;
    const [annotation, value] = keep;
    return { who: found === undefined ? name : `${name} (${found})`, keep, keeps: hasAll(marks[annotation], value) };
  }
  return undefined;
}

const hasAll = (given = "", wanted: string): boolean =>
  wanted.split(",").every((part) => given.split(",").includes(part));
