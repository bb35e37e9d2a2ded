import type { Refused } from "./refused";

/** Mistakes in single values. */
export const wrongValues: readonly Refused[] = [
  [
    { namespace: "Falco" },
    [
      'falco:namespace = "Falco": expected at most 29 lower-case letters, digits and dashes, with a letter or digit at both ends.',
      "npx pulumi config set -s dev falco:namespace falco",
    ],
  ],
  [
    { namespace: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
    [
      'falco:namespace = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": expected at most 29 lower-case letters, digits and dashes, with a letter or digit at both ends.',
      "npx pulumi config set -s dev falco:namespace falco",
    ],
  ],
  [
    { namespaces: "x" },
    [
      "falco:namespaces: no such setting. Did you mean falco:namespace?",
      "npx pulumi config rm -s dev falco:namespaces",
    ],
  ],
  [
    { priority: "info" },
    [
      'falco:priority = "info": expected emergency, alert, critical, error, warning, notice, informational or debug. Did you mean informational?',
      "npx pulumi config set -s dev falco:priority informational",
    ],
  ],
  [
    { priority: "WARN" },
    [
      'falco:priority = "WARN": expected emergency, alert, critical, error, warning, notice, informational or debug. Did you mean warning?',
      "npx pulumi config set -s dev falco:priority warning",
    ],
  ],
  [
    { kubeContext: ["a"] },
    [
      "falco:kubeContext = a list: expected the name of a context of the kubeconfig.",
      "npx pulumi config set -s dev falco:kubeContext VALUE",
    ],
  ],
  [
    { cluster: "prod/1" },
    [
      'falco:cluster = "prod/1": expected at most 63 letters, digits, dashes, dots and underscores, with a letter or digit at both ends.',
      "npx pulumi config set -s dev falco:cluster VALUE",
    ],
  ],
  [
    { driver: "modern-ebpf" },
    [
      'falco:driver = "modern-ebpf": expected modern_ebpf, ebpf, kmod or auto. Did you mean modern_ebpf?',
      "npx pulumi config set -s dev falco:driver modern_ebpf",
    ],
  ],
  [
    { driver: { kind: "kmod" } },
    [
      "falco:driver = an object: expected modern_ebpf, ebpf, kmod or auto.",
      "npx pulumi config set -s dev falco:driver modern_ebpf",
    ],
  ],
  [
    { metricsSource: "grpc" },
    [
      'falco:metricsSource = "grpc": expected exporter or native.',
      "npx pulumi config set -s dev falco:metricsSource exporter",
    ],
  ],
  [
    { containerRuntimeSocket: "containerd.sock" },
    [
      'falco:containerRuntimeSocket = "containerd.sock": expected the absolute path of a socket on the nodes, not that of its directory, such as /run/k3s/containerd/containerd.sock.',
      "npx pulumi config set -s dev falco:containerRuntimeSocket VALUE",
    ],
  ],
  [
    { containerRuntimeSocket: "/run/podman/podman.sock", charts: { falco: "4.21.3" } },
    [
      'falco:containerRuntimeSocket = "/run/podman/podman.sock": expected the socket of containerd, CRI-O or Docker with falco chart 4.21.3: 4.22.0 is the first with a value for Podman.',
      "npx pulumi config rm -s dev --path falco:charts.falco",
    ],
  ],
  [
    { namespace: "kube-system" },
    [
      'falco:namespace = "kube-system": expected a namespace of the stack\'s own: what else lives in this one would get its privileges, and go with it.',
      "npx pulumi config set -s dev falco:namespace falco",
    ],
  ],
  [
    { namespace: "default" },
    [
      'falco:namespace = "default": expected a namespace of the stack\'s own: what else lives in this one would get its privileges, and go with it.',
      "npx pulumi config set -s dev falco:namespace falco",
    ],
  ],
  [{ kv: "x" }, ["falco:kv: no such setting.", "npx pulumi config rm -s dev falco:kv"]],
  [{ "a.b c": "x" }, ["falco:a.b c: no such setting.", "npx pulumi config rm -s dev 'falco:a.b c'"]],
  [
    { "rules.files[0]": "x" },
    [
      "falco:rules.files[0]: no such setting. With a dot or a bracket in it, a setting is set with --path.",
      "npx pulumi config rm -s dev 'falco:rules.files[0]'",
    ],
  ],
];
