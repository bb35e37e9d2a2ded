import * as pulumi from "@pulumi/pulumi";
import { AlertRules, type AlertRulesArgs } from "./alertRules";
import { ServiceMonitors, type ServiceMonitorsArgs } from "./serviceMonitors";

export interface MonitoringArgs {
  /** Not given: Prometheus goes by annotations. */
  readonly monitors?: ServiceMonitorsArgs;
  /** Not given: nothing raises an alert. */
  readonly rules?: AlertRulesArgs;
}

/** What Prometheus is told of the stack: where its metrics are, and when to raise an alert. */
export class Monitoring extends pulumi.ComponentResource {
  /** The object with the alerts, as `namespace/name`. */
  readonly alertRules: pulumi.Output<string> | undefined;

  constructor(name: string, { monitors, rules }: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("falco-stack:components:Monitoring", name, {}, opts);
    const child = { parent: this };
    if (monitors) new ServiceMonitors(`${name}-scraping`, monitors, child);
    this.alertRules = rules && new AlertRules(`${name}-alerts`, rules, child).rules;
    this.registerOutputs({ alertRules: this.alertRules });
  }
}
