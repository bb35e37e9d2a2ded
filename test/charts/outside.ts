import { at } from "../unit/at";

/** A text in a rendered manifest that names something outside of the cluster and of what is allowed. */
export interface Outside {
  /** Kind and name of the object. */
  readonly object: string;
  readonly found: string;
}

/** What a text may name that no pod asks for, and why not. */
const harmless: readonly (readonly [found: RegExp, why: string])[] = [
  [/^https:\/\/hooks\.slack\.com\/services\/XXX$/, "an example in falco.yaml, below program_output, which is off"],
  [
    /^http:\/\/:9765\/k8s-audit$/,
    "where plugin k8saudit would listen, in falco.yaml's list of plugins that aren't loaded",
  ],
  [/^https:\/\/\$\(KUBERNETES_SERVICE_HOST$/, "the API server"],
];

const url = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`<>)\]},;]+/g;
/** Registries and sites by their names alone, as references to images and artifacts have them. */
const publicHost =
  /\b(?:[a-z0-9-]+\.)*(?:ghcr\.io|docker\.io|quay\.io|gcr\.io|registry\.k8s\.io|k8s\.gcr\.io|pkg\.dev|public\.ecr\.aws|dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com|github\.io|github\.com|falco\.org|mcr\.microsoft\.com)\/[^\s"'`<>)\]},;]*/g;
const inCluster =
  /^https?:\/\/(localhost|127\.0\.0\.1|[a-z0-9-]+(\.[a-z0-9-]+)?\.svc(\.cluster\.local)?|[a-z0-9-]+)(:\d+)?(\/|$)/;
const ofTheNode = /^(unix|file):\/\//;

/** Whether Helm only makes the object for `helm test`, which the stack never runs. */
const isTest = (object: unknown): boolean => /test/.test(String(at(object, "metadata", "annotations", "helm.sh/hook")));

const texts = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => [key, ...texts(child)]);
};

/** Every `image` of the containers in an object, at any depth. */
export const imagesIn = (value: unknown): readonly string[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
        key === "image" && typeof child === "string" ? [child] : imagesIn(child),
      )
    : [];

/** What objects name that is neither in the cluster nor begins with one of `allowed`. */
export const outside = (objects: readonly unknown[], allowed: readonly string[]): readonly Outside[] =>
  objects
    .filter((object) => !isTest(object))
    .flatMap((object) => {
      const named = texts(object).flatMap((text) => [...(text.match(url) ?? []), ...(text.match(publicHost) ?? [])]);
      const isAllowed = (found: string) =>
        inCluster.test(found) ||
        ofTheNode.test(found) ||
        allowed.some((one) => found.startsWith(one)) ||
        harmless.some(([pattern]) => pattern.test(found));
      return [...named, ...imagesIn(object).filter((image) => !named.includes(image))]
        .filter((found) => !isAllowed(found))
        .map((found) => ({ object: `${String(at(object, "kind"))} ${String(at(object, "metadata", "name"))}`, found }));
    });
