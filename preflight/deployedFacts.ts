import * as answers from "./answers";
import type { Deployed, DeployedObject } from "./deployed";
import type { FoundDeployed } from "./facts";
import type { Look, Lookup } from "./inquiry";

/** Looks for all that the state takes to be there: one question for each kind in each namespace. */
export async function deployedFacts(look: Look, deployed: Deployed | undefined): Promise<FoundDeployed> {
  if (deployed === undefined) return { objects: [], releases: undefined };
  const { objects, releases } = deployed;
  const paths = [...new Set(objects.map(listPath))];
  const found = paths.map(async (path) => {
    const wanted = objects.filter((object) => listPath(object) === path);
    const live = await liveObjects(look, path, wanted);
    return wanted.map((object) => ({ ...object, live: live(object) }));
  });
  return { objects: (await Promise.all(found)).flat(), releases };
}

async function liveObjects(
  look: Look,
  path: string,
  [first]: readonly DeployedObject[],
): Promise<(object: DeployedObject) => Lookup<answers.LiveObject>> {
  const where = first?.namespace === undefined ? "" : ` in namespace ${first.namespace}`;
  const right = `list ${path.split("/").at(-1) ?? ""}${where}`;
  // Of most kinds it only counts that they are there; of workloads how many pods they have.
  const metadataOf = first?.apiVersion === "apps/v1" ? undefined : "list";
  const list = await look(right, { path: `${path}?limit=500`, metadataOf }, answers.liveObjects);
  // A kind that the cluster doesn't know is another check's business.
  if (list === undefined || list === "absent") return () => undefined;
  return ({ name }) => list.find((object) => object.name === name) ?? "absent";
}

function listPath({ apiVersion, kind, namespace }: DeployedObject): string {
  const api = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${api}${namespace === undefined ? "" : `/namespaces/${namespace}`}/${pluralOf(kind.toLowerCase())}`;
}

/** As Kubernetes and the kinds that charts use have it. */
const pluralOf = (kind: string): string => {
  if (kind === "securitycontextconstraints") return kind;
  if (/(s|x|ch)$/.test(kind)) return `${kind}es`;
  return kind.endsWith("y") ? `${kind.slice(0, -1)}ies` : `${kind}s`;
};
