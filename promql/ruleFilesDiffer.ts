/**
 * Contents of rules files that not every Falco of their cluster has, of those that `files` selects. Not just files with two
 * contents: two directories of one Falco may have a file of the same name.
 */
export const contentsOfSome = (files: string): string =>
  `count by (cluster, file_name, sha256) (${files})` +
  ` < on (cluster) group_left () count by (cluster) (count by (cluster, instance) (${files}))`;
