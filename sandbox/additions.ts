/** What `up --with` can add to the cluster; what is there already stays without it. */
export const additions = ["prometheus-crds"] as const;

export type Addition = (typeof additions)[number];
