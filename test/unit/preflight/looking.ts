import * as pulumi from "@pulumi/pulumi";
import { preflight } from "../../../preflight/preflight";
import { settingsFrom, type SettingsInput } from "../../../settings/settings";
import { FakeCluster } from "./fakeCluster";

// What the tests of the whole preflight stand on: a cluster, a chart repository and a Pulumi of their own for each.

export const now = new Date("2026-11-25T00:00:00Z");
export const owner = "organization/falco/sandbox";

export const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
export const warnings = () => warn.mock.calls.map(([message]) => message);

/** Pulumi as it is in a stack whose last `up` left these outputs, and an engine that says which resources the state has. */
export const deployedBefore = (outputs: Record<string, unknown>, preview = false, resources?: object) =>
  pulumi.runtime.setMocks(
    {
      newResource: ({ name }) => ({ id: name, state: { name, outputs, secretOutputNames: [] } }),
      call: () => (resources ? { outputs: resources } : {}),
    },
    "falco",
    "sandbox",
    preview,
  );

let repository: Response;
/** What the chart repository answers from now on. */
export const repositoryAnswers = (response: Response): void => {
  repository = response;
};

export const look = (settings: SettingsInput = {}) =>
  preflight(settingsFrom(settings), owner, now, () => Promise.resolve(repository.clone()));

export const namespace = (name: string, annotations: Record<string, string>) => ({
  status: 200,
  body: { metadata: { name, annotations, uid: `uid of ${name}` } },
});

export let cluster: FakeCluster;
beforeEach(async () => {
  repository = new Response("");
  warn.mockClear();
  cluster = new FakeCluster();
  await cluster.start();
  cluster.serveRecorded();
  cluster.kubeconfig(["only"]);
});
afterEach(() => {
  cluster.stop();
});
