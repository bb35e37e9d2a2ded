import {
  type EventFields,
  customFields,
  eventFieldFaults,
  metricLabels,
  templatedFields,
  fieldsText,
} from "../../../settings/sidekickOutputs/eventFields";

const name =
  "a name of letters, digits, underscores and dots, without __ before it: it becomes a label of falcosidekick's metrics";
const split = "a colon or comma, at which falcosidekick splits: it would drop the field without a word";
const custom = `one line without ${split}; and without % at its start, which names an environment variable`;
const templated = `on one line a Go template: each {{ with its }}, each if, range and with with its end, functions of Go's own only; without ${split}`;

const messages = (schema: typeof customFields | typeof metricLabels, value: unknown) =>
  (schema.safeParse(value).error?.issues ?? []).map(({ message }) => message);

describe("customFields", () => {
  it.each([
    [{ a: "b:c" }, custom],
    [{ a: "b,c" }, custom],
    [{ a: "%HOME" }, custom],
    [{ a: "b\n" }, custom],
    [{ a: "\ud800" }, custom],
    [{ a: "" }, custom],
    [{ a: null }, custom],
    [{ "a-b": "c" }, name],
    [{ "a:b": "c" }, name],
    [{ "a[0]": "c" }, name],
    [{ __a: "c" }, name],
    [{ "a.": "c" }, name],
    [{ "1a": "c" }, name],
    ["a:b", "an object of names and values"],
  ])("refuses %j", (fields, expected) => {
    expect(messages(customFields, fields)).toEqual([expected]);
  });

  it("takes any other text, and numbers and booleans as text", () => {
    const odd = ` 100% "a" 'ä' $(HOME) {{ \t\u202e= `;
    expect(customFields.parse({ odd, _n: 1, b: true })).toEqual({ odd, _n: "1", b: "true" });
  });
});

describe("templatedFields", () => {
  it.each([
    [{ a: "{{ .a" }, templated],
    [{ a: "{{ $x := 1 }}" }, templated],
    [{ a: "{{ or .a .b }},{{ .c }}" }, templated],
    [{ a: "{{ .a }}\n" }, templated],
    [{ __a: "{{ .a }}" }, name],
  ])("refuses %j", (fields, expected) => {
    expect(messages(templatedFields, fields)).toEqual([expected]);
  });

  it("takes templates", () => {
    const fields = { who: `{{ or (index . "user.name") "nobody" }}`, "k8s.what": "{{ .a }}-{{ .b }}%" };
    expect(templatedFields.parse(fields)).toEqual(fields);
  });
});

describe("metricLabels", () => {
  it.each([
    [["proc.aname[2]"], name],
    [["__name__"], name],
    [["a b"], name],
    [[1], name],
    ["proc.name", "a list of names"],
  ])("refuses %j", (labels, expected) => {
    expect(messages(metricLabels, labels)).toEqual([expected]);
  });
});

describe("fieldsText", () => {
  it("is empty without fields, and else what falcosidekick splits", () => {
    expect(fieldsText({})).toBe("");
    expect(fieldsText({ a: "1", "b.c": " 2 " })).toBe("a:1,b.c: 2 ");
    expect(fieldsText({ a: "{{ .x }}" })).toBe("a:{{ .x }}");
  });
});

describe("eventFieldFaults", () => {
  const none: EventFields = { customFields: {}, templatedFields: {}, metricLabels: [] };
  const said = (fields: Partial<EventFields>, version = "2.34.1") =>
    eventFieldFaults({ ...none, ...fields }, version).map(({ path, expected }) => `${path.join("/")}: ${expected}`);
  const builtIn =
    "a name other than those of falcosidekick's own labels: hostname, rule, priority, priority_raw, source, k8s_ns_name, k8s_pod_name, cluster";

  it("finds nothing in names that are all different", () => {
    expect(said({ customFields: { a: "1" }, templatedFields: { b: "2" }, metricLabels: ["proc.name"] })).toEqual([]);
  });

  it.each(["rule", "k8s.ns.name", "k8s_pod_name", "cluster"])("refuses %s, a label that is there", (field) => {
    expect(said({ customFields: { [field]: "1" } })).toEqual([`sidekick/customFields/${field}: ${builtIn}`]);
    expect(said({ templatedFields: { [field]: "1" } })).toEqual([`sidekick/templatedFields/${field}: ${builtIn}`]);
    expect(said({ metricLabels: [field] })).toEqual([`sidekick/metricLabels/0: ${builtIn}`]);
  });

  it.each(["namespace", "job", "instance", "pod", "service", "node", "container", "endpoint"])(
    "refuses %s, which a Prometheus that honours labels would take for the target's",
    (field) => {
      const target =
        "a name other than those of labels that Prometheus gives its targets: namespace, job, instance, pod, service, node, container, endpoint";
      expect(said({ customFields: { [field]: "1" } })).toEqual([`sidekick/customFields/${field}: ${target}`]);
      expect(said({ templatedFields: { [field]: "1" } })).toEqual([`sidekick/templatedFields/${field}: ${target}`]);
      expect(said({ metricLabels: [field] })).toEqual([`sidekick/metricLabels/0: ${target}`]);
    },
  );

  it("refuses two names that become one label", () => {
    const fields = {
      customFields: { "a.b": "1", a_b: "2" },
      templatedFields: { c: "3" },
      metricLabels: ["d", "c", "d"],
    };
    expect(eventFieldFaults(fields, "2.34.1")).toEqual([
      {
        path: ["sidekick", "customFields", "a_b"],
        expected: "a name that no other field has: a.b becomes the label a_b too",
        restsOn: [["sidekick", "customFields", "a.b"]],
      },
      {
        path: ["sidekick", "metricLabels", 1],
        expected: "a name that no other field has: c becomes the label c too",
        restsOn: [["sidekick", "templatedFields", "c"]],
      },
      {
        path: ["sidekick", "metricLabels", 2],
        expected: "a name that no other field has: d becomes the label d too",
        restsOn: [["sidekick", "metricLabels", 0]],
      },
    ]);
  });

  it.each([
    ["2.29.0", []],
    ["2.30.0", ["customFields/a.b"]],
    ["2.31.0", ["customFields/a.b", "templatedFields/c.d"]],
    ["2.33.0", ["customFields/a.b", "templatedFields/c.d"]],
    ["2.34.0", []],
  ])("of falcosidekick %s, refuses dots by which each alert would be lost: %j", (version, paths) => {
    const fields = { customFields: { "a.b": "1" }, templatedFields: { "c.d": "2" }, metricLabels: ["e.f"] };
    expect(said(fields, version)).toEqual(
      paths.map(
        (path) =>
          `sidekick/${path}: a name without dots: falcosidekick ${version} would lose every alert (2.34.0 would not)`,
      ),
    );
  });

  it("repairs dots by a newer image", () => {
    expect(eventFieldFaults({ ...none, customFields: { "a.b": "1" } }, "2.32.0")).toEqual([
      expect.objectContaining({
        restsOn: [
          ["charts", "falcosidekick"],
          ["images", "tags", "falcosidekick"],
        ],
        repairs: [{ path: ["images", "tags", "falcosidekick"], value: "2.34.0" }],
      }),
    ]);
  });
});
