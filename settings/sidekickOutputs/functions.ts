import {
  checkcert,
  customHeaders,
  fileOnly,
  flag,
  http,
  map,
  maxconcurrentrequests,
  minimumpriority,
  noEffect,
  number,
  output,
  port,
  secret,
  since,
  text,
  token,
  words,
} from "./fields";
import { extensionName, headerName, pairValue, plainUrl, secretUrl, urlPart } from "./forms";

const kubeconfig = text("Kubeconfig to reach the function by: a file in the pod; the function's Service unless set");
const plain = "falcosidekick calls the function in plain HTTP inside the cluster";
const inCluster = {
  kubeconfig,
  checkcert: noEffect(plain),
  mutualtls: noEffect(plain),
  maxconcurrentrequests,
  minimumpriority,
};
const ownClient = "falcosidekick posts CloudEvents by a client of theirs, which always checks";

/** Webhooks, functions and what runs in the cluster. */
export const functions = {
  webhook: output(
    { address: secret("URL to post alerts to", secretUrl) },
    { method: words(["POST", "PUT"], "`POST` unless set"), customheaders: customHeaders(), ...http },
  ),
  cloudevents: output(
    { address: secret("URL to post events to", secretUrl) },
    {
      extensions: map("Extensions of each event", extensionName, pairValue),
      checkcert: noEffect(ownClient),
      mutualtls: noEffect(ownClient),
      minimumpriority,
    },
  ),
  n8n: output(
    { address: secret("URL of the workflow's webhook", secretUrl) },
    {
      user: text("Login"),
      password: secret("Its password"),
      headerauthname: text("Name of a header that authenticates, instead of a login", headerName),
      headerauthvalue: token("Its value"),
      checkcert,
      minimumpriority,
    },
  ),
  nodered: output(
    { address: secret("URL of the flow's HTTP node", secretUrl) },
    {
      user: text("Login"),
      password: secret("Its password"),
      customheaders: fileOnly(),
      mutualtls: fileOnly(),
      checkcert,
      minimumpriority,
    },
  ),
  tekton: output(
    { eventlistener: text("URL of the event listener", plainUrl) },
    { checkcert, mutualtls: fileOnly(), minimumpriority },
  ),
  talon: since("2.29.0", output({ address: text("Falco Talon's URL", plainUrl) }, { checkcert, minimumpriority })),
  policyreport: output(
    { enabled: flag("Whether alerts become PolicyReports, whose CRD has to be there") },
    {
      falconamespace: since("2.29.0", text("Namespace of reports on what has none; the pod's unless set", urlPart)),
      maxevents: number("Most alerts of a report; 1000 unless set", 1, 100_000),
      prunebypriority: flag("Whether the least grave alerts go first, not the oldest"),
      kubeconfig: noEffect("falcosidekick takes the pod's own access first"),
      minimumpriority,
    },
  ),
  kubeless: output(
    { namespace: text("Namespace of the function", urlPart), function: text("Function", urlPart) },
    { port: port("Its port; 8080 unless set"), ...inCluster },
  ),
  openfaas: output(
    { functionname: text("Function", urlPart) },
    {
      functionnamespace: text("Its namespace; `openfaas-fn` unless set", urlPart),
      gatewayservice: text("Service of the gateway; `gateway` unless set", urlPart),
      gatewaynamespace: text("Its namespace; `openfaas` unless set", urlPart),
      gatewayport: port("Its port; 8080 unless set"),
      ...inCluster,
    },
  ),
  fission: output(
    { function: text("Function", urlPart) },
    {
      routerservice: text("Service of the router; `router` unless set", urlPart),
      routernamespace: text("Its namespace; `fission` unless set", urlPart),
      routerport: port("Its port; 80 unless set"),
      functionnamespace: noEffect("falcosidekick does not put it into the URL"),
      ...inCluster,
    },
  ),
};
