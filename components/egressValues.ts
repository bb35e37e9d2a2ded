import type * as pulumi from "@pulumi/pulumi";
import type { ImageSource } from "./imageValues";

/** How pods reach what is outside of the cluster. */
export interface Egress {
  readonly proxy: {
    readonly http?: string | undefined;
    readonly https?: string | undefined;
    readonly noProxy: readonly string[];
  };
  /** Whether the company has CAs of its own. */
  readonly hasCas: boolean;
  /** ConfigMap in the pods' namespace with the company's CAs. */
  readonly caConfigMap?: pulumi.Input<string> | undefined;
}

/** Where images come from, and how containers get out. */
export interface Network extends ImageSource, Egress {}

/** A variable of a container's spec. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** Never asked through a proxy: the pod itself, Services, and the API server, whose address kubelet puts in. */
const inCluster = ["localhost", "127.0.0.1", "::1", ".svc", ".cluster.local", "$(KUBERNETES_SERVICE_HOST)"];

/**
 * Variables by which containers find the proxy; none without one. In capital letters for Go, in small ones for curl,
 * which takes `http_proxy` in no other way.
 *
 * @param direct - further hosts that are asked directly
 */
export function proxyVariables(network: Egress | undefined, direct: readonly string[] = []): Variable[] {
  const { http, https, noProxy = [] } = network?.proxy ?? {};
  if (http === undefined && https === undefined) return [];
  const values = { HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: [...inCluster, ...direct, ...noProxy].join(",") };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [
          { name, value },
          { name: name.toLowerCase(), value },
        ],
  );
}

/** Where containers find the company's CAs. */
const caDirectory = "/etc/falco-stack-ca";
const volumeName = "ca-bundle";

/**
 * The variable by which a Go program trusts the certificates in `directories`, besides those in its image: it reads the
 * image's bundle file in any case, and this is instead of the image's directories (Go, crypto/x509/root_unix.go).
 */
const trusting = (directories: readonly string[]): Variable => ({
  name: "SSL_CERT_DIR",
  value: ["/etc/ssl/certs", ...directories].join(":"),
});

/** Variable, mount and volume of the company's CAs for containers with Go programs in them; nothing without any. */
export const caBundle = (network: Egress | undefined) =>
  network?.caConfigMap === undefined
    ? { variables: [], mounts: [], volumes: [] }
    : {
        variables: [trusting([caDirectory])],
        mounts: [{ name: volumeName, mountPath: caDirectory, readOnly: true }],
        volumes: [{ name: volumeName, configMap: { name: network.caConfigMap } }],
      };

/**
 * The driver loader has no mounts of its own, but the node's /etc (falco chart 4.0.0 and later, templates/pod-template.tpl):
 * it trusts what Debian's, Red Hat's and most other kinds of nodes keep there.
 */
export const nodeTrust = (network: Egress | undefined): Variable[] =>
  network?.hasCas !== true
    ? []
    : [trusting(["/host/etc/ssl/certs", "/host/etc/pki/tls/certs", "/host/etc/pki/ca-trust/extracted/pem"])];
