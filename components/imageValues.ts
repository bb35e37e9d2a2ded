import type * as pulumi from "@pulumi/pulumi";

/** Where the images of all charts come from. */
export interface ImageSource {
  /** `host[:port][/path]` in front of every image's own name; the charts' own registries where it isn't given. */
  readonly registry?: string | undefined;
  /** Secrets in the pods' namespace. */
  readonly pullSecrets: readonly pulumi.Input<string>[];
}

/** Values of one image, named alike for each of them in all charts; what isn't given stays the chart's. */
// A type alias: an interface could not be part of a chart's values, which Helm takes as any mapping.
export type ImageValues = Readonly<{ image?: { readonly registry?: string; readonly tag?: string } }>;

/** Values of one image, to be spread into those around it. */
export const image = (registry: string | undefined, tag?: string): ImageValues =>
  registry === undefined && tag === undefined
    ? {}
    : { image: { ...(registry !== undefined && { registry }), ...(tag !== undefined && { tag }) } };

/** `imagePullSecrets` of falco and falco-exporter, as in the spec of a pod (falco chart 8.0.5, templates/pod-template.tpl). */
export const pullSecrets = (source: ImageSource | undefined) =>
  source && source.pullSecrets.length > 0
    ? { imagePullSecrets: source.pullSecrets.map((name) => ({ name })) }
    : undefined;

/** `imagePullSecrets` of falcosidekick, which are names alone (falcosidekick chart 0.8.0 to 0.14.0, templates/deployment.yaml). */
export const pullSecretNames = (source: ImageSource | undefined) =>
  source && source.pullSecrets.length > 0 ? { imagePullSecrets: source.pullSecrets } : undefined;
