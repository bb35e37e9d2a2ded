import { sidekickNamespaceOf, type StackNames } from "../components/names";
import type { SettingPath } from "../settings/finding";
import type { Settings } from "../settings/settings";
import { missingSecrets, type MissingSecret } from "../settings/sidekickOutputs/missingSecrets";
import { pullKey } from "./secrets/pullSecret";
import { uiKeys } from "./secrets/uiLogin";

/** A Secret of the user's own, with the keys that it must have. */
export interface PlannedSecret {
  readonly name: string;
  readonly namespace: string;
  readonly setting: SettingPath;
  readonly keys: readonly string[];
  readonly holds: Content;
}

/** What a Secret is for, which decides what has to be in it. */
export type Content =
  | { readonly kind: "grpc"; readonly side: "server" | "client" }
  | { readonly kind: "client" | "ui" }
  | { readonly kind: "outputs"; readonly fields: readonly MissingSecret[] }
  | { readonly kind: "pull"; readonly registry: string; readonly isOnly: boolean };

const clientKeys = ["client.key", "client.crt", "ca.crt"];

/** All Secrets that settings name, of what is deployed. */
export function existingSecretsOf(settings: Settings, names: StackNames): PlannedSecret[] {
  const { namespace, sidekick } = settings;
  const sidekickNamespace = sidekickNamespaceOf(settings);
  return [
    ...(settings.metricsSource === "exporter" ? certificateSecrets(settings, names) : []),
    ...pullSecrets(settings, namespace),
    ...(sidekick.enabled
      ? [...pullSecrets(settings, sidekickNamespace), ...sidekickSecrets(settings, sidekickNamespace)]
      : []),
  ];
}

function certificateSecrets({ namespace, certificates }: Settings, names: StackNames): PlannedSecret[] {
  const setting = ["certificates", "existingSecrets"];
  const own = certificates.existingSecrets;
  if (own === undefined) return [];
  return [
    {
      name: own.server,
      namespace,
      setting: [...setting, "server"],
      keys: ["server.key", "server.crt", "ca.crt"],
      holds: { kind: "grpc", side: "server" },
    },
    {
      name: own.exporter ?? names.exporterSecret,
      namespace,
      setting: [...setting, own.exporter === undefined ? "server" : "exporter"],
      keys: clientKeys,
      holds: { kind: "grpc", side: "client" },
    },
  ];
}

const pullSecrets = ({ images }: Settings, namespace: string): PlannedSecret[] =>
  images.pullSecrets.map((name) => ({
    name,
    namespace,
    setting: ["images", "pullSecrets"],
    keys: [pullKey],
    holds: {
      kind: "pull",
      registry: images.registry?.split("/")[0] ?? "docker.io",
      isOnly: images.pullSecrets.length === 1,
    },
  }));

function sidekickSecrets({ sidekick, ui }: Settings, namespace: string): PlannedSecret[] {
  const fields = missingSecrets(sidekick.outputs);
  const wanted: readonly (Omit<PlannedSecret, "name" | "namespace"> & { readonly name: string | undefined })[] = [
    {
      name: sidekick.existingSecret,
      setting: ["sidekick", "existingSecret"],
      keys: fields.flatMap(({ variable, required }) => (required ? [variable] : [])),
      holds: { kind: "outputs", fields },
    },
    {
      name: sidekick.mutualTls?.existingSecret,
      setting: ["sidekick", "mutualTls", "existingSecret"],
      keys: clientKeys,
      holds: { kind: "client" },
    },
    {
      name: ui.enabled ? ui.existingSecret : undefined,
      setting: ["ui", "existingSecret"],
      keys: uiKeys,
      holds: { kind: "ui" },
    },
  ];
  return wanted.flatMap(({ name, ...rest }) => (name === undefined ? [] : [{ ...rest, name, namespace }]));
}
