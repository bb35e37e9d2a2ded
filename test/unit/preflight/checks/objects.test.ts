import { nodePort } from "../../../../preflight/checks/nodePort";
import { openShift } from "../../../../preflight/checks/openShift";
import { podSecurity } from "../../../../preflight/checks/podSecurity";
import { services } from "../../../../preflight/answers";
import { judged, object, owner, service, type Row } from "../constructed";

const own = { "falco-stack/owner": owner };
const others = { "falco-stack/owner": "organization/falco/a" };
const lent = { "falco-stack/used-by": owner };
const falco = (annotations: Record<string, string>, labels = {}) => ({ falco: object("falco", annotations, labels) });
const psa = (level: string) => ({ "pod-security.kubernetes.io/enforce": level });

describe("objects in the way", () => {
  it.each<Row>([
    ["its own NodePort", nodePort, {}, { nodePorts: service("falco-sidekick", "ui", 32000, own) }, []],
    ["other NodePorts", nodePort, {}, { nodePorts: service("default", "web", 32001) }, []],
    ["unknown NodePorts", nodePort, {}, {}, []],
    [
      "a NodePort that is taken",
      nodePort,
      { ui: { nodePort: 32767 } },
      { nodePorts: [...service("default", "web", 32767), ...service("default", "other", 30000)] },
      [
        "error: Port 32767 of the nodes, falco:ui.nodePort, is taken by Service default/web.\n  npx pulumi config set --path falco:ui.nodePort 30001",
      ],
    ],
    [
      "a NodePort of another stack",
      nodePort,
      {},
      { nodePorts: service("a-sidekick", "ui", 32000, others) },
      [
        "error: Port 32000 of the nodes, falco:ui.nodePort, is taken by Service a-sidekick/ui of stack organization/falco/a.\n  npx pulumi config set --path falco:ui.nodePort 32001",
      ],
    ],
    [
      "a NodePort that a LoadBalancer has for its health checks",
      nodePort,
      {},
      {
        nodePorts: services.parse({
          items: [
            {
              metadata: { name: "web", namespace: "default" },
              spec: { ports: [{ nodePort: 31000 }], healthCheckNodePort: 32000 },
            },
          ],
        }),
      },
      [
        "error: Port 32000 of the nodes, falco:ui.nodePort, is taken by Service default/web.\n  npx pulumi config set --path falco:ui.nodePort 32001",
      ],
    ],
    ["privileged pod security", podSecurity, {}, { namespaces: falco(own, psa("privileged")) }, []],
    ["no pod security", podSecurity, {}, { namespaces: falco(lent) }, []],
    ["somebody else's namespace", podSecurity, {}, { namespaces: falco({}, psa("baseline")) }, []],
    [
      "pod security that refuses Falco",
      podSecurity,
      {},
      { namespaces: falco(own, psa("baseline")) },
      [
        "error: Namespace falco enforces pod security baseline, which refuses Falco's pods, which need the host.\n  kubectl label namespace falco pod-security.kubernetes.io/enforce=privileged --overwrite",
      ],
    ],
    [
      "pod security that refuses redis",
      podSecurity,
      {},
      { namespaces: { "falco-sidekick": object("falco-sidekick", lent, psa("restricted")) } },
      [
        "error: Namespace falco-sidekick enforces pod security restricted, which refuses redis, whose image wants root.\n  kubectl label namespace falco-sidekick pod-security.kubernetes.io/enforce=baseline --overwrite",
      ],
    ],
    [
      "pod security that would refuse redis, without one",
      podSecurity,
      { ui: { enabled: false } },
      { namespaces: { "falco-sidekick": object("falco-sidekick", lent, psa("restricted")) } },
      [],
    ],
    [
      "OpenShift's constraints",
      openShift,
      {},
      { sccUse: { falco: false, falcosidekick: true, "falcosidekick-ui": false } },
      [
        "warning: On OpenShift the pods of service account falco in namespace falco need the security context constraints privileged, or others like them, and may not use these.\n  kubectl create clusterrolebinding falco-scc --clusterrole=system:openshift:scc:privileged --serviceaccount=falco:falco",
        "warning: On OpenShift the pods of service account falcosidekick-ui in namespace falco-sidekick need the security context constraints nonroot-v2, or others like them, and may not use these.\n  kubectl create clusterrolebinding falcosidekick-ui-scc --clusterrole=system:openshift:scc:nonroot-v2 --serviceaccount=falco-sidekick:falcosidekick-ui",
      ],
    ],
    [
      "OpenShift's constraints for a driver that the chart makes some for",
      openShift,
      { driver: "kmod" },
      { sccUse: { falco: false } },
      [],
    ],
  ])("%s", (_, check, settings, facts, said) => {
    expect(judged(check, settings, facts)).toEqual(said);
  });
});
