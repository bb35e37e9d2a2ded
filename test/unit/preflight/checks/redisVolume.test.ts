import { redisVolume } from "../../../../preflight/checks/redisVolume";
import type { ClusterFacts } from "../../../../preflight/facts";
import type { SettingsInput } from "../../../../settings/settings";
import { judged, object, owner } from "../constructed";

const ours = { "falco-sidekick": object("falco-sidekick", { "falco-stack/owner": owner }) };
const claim = (storage: string, storageClassName?: string) => ({
  ...(storageClassName && { storageClassName }),
  resources: { requests: { storage } },
});
const remove = "kubectl delete statefulset falcosidekick-ui-redis --namespace falco-sidekick";

type Row = readonly [name: string, settings: SettingsInput, facts: Partial<ClusterFacts>, said: readonly string[]];

const rows: readonly Row[] = [
  ["redis' volume as it is", {}, { namespaces: ours, redisClaims: [claim("1024Mi")] }, []],
  [
    "the redis of somebody else",
    {},
    {
      namespaces: { "falco-sidekick": object("falco-sidekick", { "falco-stack/owner": "organization/falco/a" }) },
      redisClaims: [],
    },
    [],
  ],
  ["no redis yet", {}, { namespaces: ours, redisClaims: "absent" }, []],
  ["no volume of redis, as wanted", { ui: { storage: { enabled: false } } }, { namespaces: ours, redisClaims: [] }, []],
  [
    "a volume that was not there",
    {},
    { namespaces: ours, redisClaims: [] },
    [
      `error: Redis has no volume, which is not what falco:ui.storage.enabled says, and Kubernetes doesn't change that in a StatefulSet. Deleted, it is made anew.\n  ${remove}\n  or npx pulumi config set --path falco:ui.storage.enabled false`,
    ],
  ],
  [
    "a volume that is no longer wanted",
    { ui: { storage: { enabled: false } } },
    { namespaces: ours, redisClaims: [claim("1Gi")] },
    [
      `error: Redis has a volume, which is not what falco:ui.storage.enabled says, and Kubernetes doesn't change that in a StatefulSet. Deleted, it is made anew; its volume and the alerts in it stay as they are.\n  ${remove}\n  or npx pulumi config set --path falco:ui.storage.enabled true`,
    ],
  ],
  [
    "a volume of another size and class",
    { ui: { storage: { size: "5Gi" } } },
    { namespaces: ours, redisClaims: [claim("1Gi", "fast")] },
    [
      `error: Redis has a volume of 1Gi, which is not what falco:ui.storage.size says, and Kubernetes doesn't change that in a StatefulSet. Deleted, it is made anew; its volume and the alerts in it stay as they are.\n  ${remove}\n  or npx pulumi config set --path falco:ui.storage.size 1Gi`,
      `error: Redis has a volume of class fast, which is not what falco:ui.storage.class says, and Kubernetes doesn't change that in a StatefulSet. Deleted, it is made anew; its volume and the alerts in it stay as they are.\n  ${remove}\n  or npx pulumi config set --path falco:ui.storage.class fast`,
    ],
  ],
  [
    "a volume of the default class",
    { ui: { storage: { class: "fast" } } },
    { namespaces: ours, redisClaims: [{ resources: { requests: {} } }] },
    [
      `error: Redis has a volume of class (the default), which is not what falco:ui.storage.class says, and Kubernetes doesn't change that in a StatefulSet. Deleted, it is made anew; its volume and the alerts in it stay as they are.\n  ${remove}\n  or npx pulumi config rm --path falco:ui.storage.class`,
    ],
  ],
];

describe("redisVolume", () => {
  it.each(rows)("%s", (_, settings, facts, said) => {
    expect(judged(redisVolume, settings, facts)).toEqual(said);
  });
});
