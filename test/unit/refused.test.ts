import * as pulumi from "@pulumi/pulumi";
import { readSettings } from "../../settings/settings";
import { given, messageOf } from "./given";
import { wrongBetween } from "./refused/between";
import { wrongCharts } from "./refused/charts";
import { wrongGroups } from "./refused/groups";
import { wrongMonitoring } from "./refused/monitoring";
import { wrongNetwork } from "./refused/network";
import { wrongPlacement } from "./refused/placement";
import { senseless } from "./refused/senseless";
import { wrongSidekick } from "./refused/sidekick";
import { wrongValues } from "./refused/values";
import { wrongVersions } from "./refused/versions";

beforeEach(() =>
  pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "falco", "dev"),
);

describe("a mistake is told with where, what, what else, and how to repair it", () => {
  const all = [
    wrongValues,
    wrongCharts,
    wrongNetwork,
    wrongGroups,
    wrongMonitoring,
    wrongSidekick,
    wrongPlacement,
    senseless,
    wrongVersions,
    wrongBetween,
  ].flat();

  it.each(all)("%j", (config, lines) => {
    // Secrets are encrypted wherever one is given, so that only what is meant is wrong.
    given(
      config,
      Object.keys(config).filter((key) => /"(webhookurl|token|password)"/.test(JSON.stringify(config[key]))),
    );
    const [heading, ...rest] = messageOf(readSettings).split("\n");
    expect(heading).toMatch(/^\d+ settings? of stack dev (is|are) wrong:$/);
    expect(rest.map((line) => line.trim())).toEqual(lines);
  });
});
