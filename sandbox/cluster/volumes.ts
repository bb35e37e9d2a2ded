import { V1PersistentVolume, V1StorageClass } from "@kubernetes/client-node";

const storageClassName = "simulated";

/** The default StorageClass: no provisioner, its volumes are there from the start. */
export const storageClass = Object.assign(new V1StorageClass(), {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: storageClassName, annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
  provisioner: "kubernetes.io/no-provisioner",
  volumeBindingMode: "WaitForFirstConsumer",
});

/** Volumes in which nothing is ever stored, enough for several stacks at once; kwokConfig.ts frees them after use. */
export const volumes = Array.from({ length: 8 }, (_, index) =>
  Object.assign(new V1PersistentVolume(), {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: `simulated-${index + 1}` },
    spec: {
      accessModes: ["ReadWriteOnce"],
      capacity: { storage: "10Gi" },
      hostPath: { path: `/simulated/${index + 1}` },
      persistentVolumeReclaimPolicy: "Retain",
      storageClassName,
    },
  }),
);
