import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { FalcoStack } from "./components/falcoStack";
import { preflight } from "./preflight/preflight";
import { refuseDoubled } from "./preflight/rendered/rendered";
import { watchReleases } from "./preflight/releaseWatch";
import { readSettings } from "./settings/settings";

export = async () => {
  const settings = readSettings();
  const stack = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const {
    clusterUid,
    deployedTo,
    provider: access,
    nodeAddress,
    existingNamespaces,
    exporterFiles,
    ask,
    releaseDescriptions,
  } = await preflight(settings, stack, new Date());
  const provider = new k8s.Provider("cluster", {
    ...access,
    // The cluster is what it is, whatever address and user a renewed kubeconfig has: nothing is replaced for those.
    clusterIdentifier: clusterUid,
    // A Secret or ConfigMap that changes is updated in place: pods that start meanwhile find it.
    enableSecretMutable: true,
    enableConfigMapMutable: true,
  });
  await refuseDoubled(settings, provider);
  const { outputs } = new FalcoStack(
    "falco",
    { ...settings, owner: stack, nodeAddress, existingNamespaces, exporterFiles, releaseDescriptions },
    { provider, ...(ask && { transformations: [watchReleases(ask)] }) },
  );
  // Pulumi warns of each output that isn't there.
  const deployed = Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined));
  const lent = existingNamespaces.length > 0 && { existingNamespaces };
  return { clusterUid, deployedTo, owner: stack, ...lent, ...deployed };
};
