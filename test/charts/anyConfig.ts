import * as fc from "fast-check";
import { collectedVersions } from "../../settings/helmValues/nearestCollected";
import { priorities } from "../../ruleFiles/priorities";
import { everyField } from "../unit/sidekickOutputs/everyField";

// Configs as users might write them. What the settings refuse is left out by the tests, with check().

/** What a text may be made of that shells, YAML, templates and Kubernetes would like to touch. */
const oddText = fc.stringMatching(/^[A-Za-z0-9 _"'`$%{}()#&*!|\\äß€\u202e-]{1,20}$/);
const secretText = fc.stringMatching(/^[A-Za-z0-9"'$%{}#&*äß€-]{12,24}$/).map((text) => `s3cret${text}s3cret`);
const label = fc.stringMatching(/^[a-z]([a-z0-9.-]{0,8}[a-z0-9])?$/);
const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/);
const quantity = fc.integer({ min: 256, max: 4096 }).map((amount) => `${amount}Mi`);
const cpu = fc.integer({ min: 10, max: 4000 }).map((amount) => `${amount}m`);
const labels = fc.dictionary(label, label, { maxKeys: 2 });

const some = (shape: Readonly<Record<string, fc.Arbitrary<unknown>>>) => fc.record(shape, { requiredKeys: [] });
const ofEach = (keys: readonly string[], arbitrary: fc.Arbitrary<unknown>) =>
  some(Object.fromEntries(keys.map((key) => [key, arbitrary])));

const requests = some({ cpu: fc.constantFrom("1m", "10m"), memory: fc.constantFrom("16Mi", "32Mi") });
const limits = some({ cpu, memory: quantity });
const toleration = fc.oneof(
  fc.constant({ operator: "Exists" }),
  fc.record({ key: label, value: label, effect: fc.constantFrom("NoSchedule", "NoExecute") }),
);
const pods = ["falco", "exporter", "sidekick", "ui", "redis"];
const placed = ["falco", "sidekick", "ui", "redis"];

/** Some outputs, each with some of its fields. */
const outputs = fc
  .dictionary(fc.constantFrom(...Object.keys(everyField)), fc.tuple(fc.infiniteStream(fc.boolean()), secretText), {
    maxKeys: 3,
  })
  .map((chosen) =>
    Object.fromEntries(
      Object.entries(chosen).map(([output, [keep, secret]]) => [
        output,
        changed(Reflect.get(everyField, output), () => keep.next().value === true, secret),
      ]),
    ),
  );

/** Optional fields go at random; passwords become odd ones. */
function changed(fields: unknown, keep: () => boolean, secret: string): unknown {
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) return fields;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]: [string, unknown]) => {
      if (/minimumpriority|icon|footer|checkcert|maxconcurrentrequests|rolearn|useirsa|externalid/.test(key) && !keep())
        return [];
      if (key === "password") return [[key, secret]];
      return [[key, changed(value, keep, secret)]];
    }),
  );
}

const tags = ofEach(
  ["falco", "falcoctl", "falcoExporter", "falcosidekick", "redis"],
  fc.constantFrom("2.34.1", `2.31.1@sha256:${"0a".repeat(32)}`),
);
const mirror = {
  registry: fc.constantFrom("mirror.example.com:5000/falco", "localhost"),
  pullSecrets: fc.subarray(["mine", "ours"]),
};
const login = { username: name, password: fc.constant("s3cretOfRegistry") };
const rules = {
  source: fc.constant("registry"),
  files: fc.constant(["rules/examples.yaml"]),
  registryRef: fc.constantFrom("falco-rules:0", "rules.example.com/falcosecurity/rules/falco-rules:5"),
  autoUpdate: fc.boolean(),
  updateEvery: fc.constantFrom("6h", "1h30m"),
};

/** Any config; many of them hold something that the settings refuse. */
export const anyConfig = fc.record(
  {
    namespace: name,
    cluster: name,
    charts: fc.record({
      falco: fc.constantFrom(...collectedVersions("falco")),
      falcoExporter: fc.constantFrom(...collectedVersions("falco-exporter")),
      falcosidekick: fc.constantFrom(...collectedVersions("falcosidekick").filter((version) => version !== "0.5.16")),
    }),
    images: fc.oneof(fc.record({ tags }), fc.record({ tags, ...mirror }), fc.record({ tags, ...mirror, ...login })),
    proxy: some({
      http: fc.constant("http://proxy.example.com:3128"),
      https: fc.constant("http://proxy.example.com:3128/"),
      noProxy: fc.subarray(["10.0.0.0/8", ".corp.example.com"]),
    }),
    driver: fc.constantFrom("modern_ebpf", "modern_ebpf", "kmod", "ebpf", "auto"),
    containerRuntimeSocket: fc.constantFrom("/run/k3s/containerd/containerd.sock", "unix:///run/other.sock"),
    metricsSource: fc.constantFrom("exporter", "native"),
    priority: fc.constantFrom(...priorities),
    grpc: some({ port: fc.integer({ min: 1024, max: 8000 }), threadiness: fc.integer({ min: 0, max: 8 }) }),
    rules: fc.oneof(some(rules), fc.record({ source: fc.constant("registry"), ...login })),
    sidekick: some({
      enabled: fc.constantFrom(true, true, false),
      replicas: fc.integer({ min: 1, max: 5 }),
      outputs,
      customFields: fc.dictionary(
        name.map((text) => text.replaceAll("-", "_")),
        oddText,
        { maxKeys: 2 },
      ),
      templatedFields: fc.constantFrom({}, { where: '{{ index . "evt.hostname" }}' }),
      existingSecret: name,
      mutualTls: fc.record({ existingSecret: name }),
      metricLabels: fc.subarray(["proc.name", "user.name"]),
    }),
    ui: some({
      enabled: fc.constantFrom(true, true, false),
      service: fc.constantFrom("ClusterIP", "NodePort"),
      user: fc.stringMatching(/^[A-Za-z0-9"'$%{}äß]{1,10}$/),
      retention: fc.constantFrom("1d", "2w", "3600s"),
      storage: some({ enabled: fc.boolean(), class: name, size: quantity }),
      existingSecret: name,
    }),
    monitoring: some({
      serviceMonitor: fc.boolean(),
      rules: fc.constantFrom("off", "operator", "configMap"),
      labels,
      namespace: name,
      thresholds: some({ downMinutes: fc.integer({ min: 1, max: 60 }), priority: fc.constantFrom(...priorities) }),
    }),
    resources: ofEach(pods, fc.record({ requests, limits })),
    tolerations: ofEach(placed, fc.array(toleration, { maxLength: 2 })),
    nodeSelector: ofEach(placed, labels),
    priorityClass: ofEach(pods, name),
    helmTimeout: fc.integer({ min: 30, max: 7200 }),
  },
  { requiredKeys: ["charts", "metricsSource"] },
);
