import type { Refused } from "./refused";

/** Mistakes in single values. */
export const wrongValues: readonly Refused[] = [
  [
    { namespace: "Falco" },
    [
      'falco:namespace = "Falco": expected at most 29 lower-case letters, digits and dashes, with a letter or digit at both ends.',
      "npx pulumi config set falco:namespace falco",
    ],
  ],
  [
    { namespace: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
    [
      'falco:namespace = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": expected at most 29 lower-case letters, digits and dashes, with a letter or digit at both ends.',
      "npx pulumi config set falco:namespace falco",
    ],
  ],
  [
    { namespaces: "x" },
    ["falco:namespaces: no such setting. Did you mean falco:namespace?", "npx pulumi config rm falco:namespaces"],
  ],
  [
    { priority: "info" },
    [
      'falco:priority = "info": expected emergency, alert, critical, error, warning, notice, informational or debug.',
      "npx pulumi config set falco:priority debug",
    ],
  ],
  [
    { priority: "WARN" },
    [
      'falco:priority = "WARN": expected emergency, alert, critical, error, warning, notice, informational or debug.',
      "npx pulumi config set falco:priority debug",
    ],
  ],
  [
    { kubeContext: ["a"] },
    [
      "falco:kubeContext = a list: expected the name of a context of the kubeconfig.",
      "npx pulumi config set falco:kubeContext VALUE",
    ],
  ],
  [
    { cluster: "prod/1" },
    [
      'falco:cluster = "prod/1": expected at most 63 letters, digits, dashes, dots and underscores, with a letter or digit at both ends.',
      "npx pulumi config set falco:cluster VALUE",
    ],
  ],
  [
    { driver: "modern-ebpf" },
    [
      'falco:driver = "modern-ebpf": expected modern_ebpf, ebpf, kmod or auto. Did you mean modern_ebpf?',
      "npx pulumi config set falco:driver modern_ebpf",
    ],
  ],
  [
    { driver: { kind: "kmod" } },
    [
      "falco:driver = an object: expected modern_ebpf, ebpf, kmod or auto.",
      "npx pulumi config set falco:driver modern_ebpf",
    ],
  ],
  [
    { metricsSource: "grpc" },
    [
      'falco:metricsSource = "grpc": expected exporter or native.',
      "npx pulumi config set falco:metricsSource exporter",
    ],
  ],
  [
    { containerRuntimeSocket: "containerd.sock" },
    [
      'falco:containerRuntimeSocket = "containerd.sock": expected the absolute path of a socket on the nodes, such as /run/k3s/containerd/containerd.sock.',
      "npx pulumi config set falco:containerRuntimeSocket VALUE",
    ],
  ],
];
