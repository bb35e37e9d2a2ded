import { priorities } from "../../ruleFiles/priorities";
import {
  customHeaders,
  fileOnly,
  flag,
  http,
  list,
  map,
  minimumpriority,
  noEffect,
  number,
  output,
  secret,
  since,
  text,
  token,
  words,
} from "./fields";
import {
  baseUrl,
  fixedValue,
  form,
  labelName,
  mail,
  mailHost,
  thresholds,
  trimmedValue,
  webhookUrl,
  withoutApiPath,
} from "./forms";

const path = form(
  /^(?!\/api\/v1\/alerts\/?$)\/[^\s#%?]*$/,
  "a path such as /api/v2/alerts; not /api/v1/alerts, which Alertmanager 0.27 and later do not have",
);
const priorityName = form(new RegExp(`^(?:${priorities.join("|")})$`), `one of ${priorities.join(", ")}`);
const unused = "falcosidekick calls PagerDuty without it";

/** Pagers, mail and annotations. */
export const alerting = {
  alertmanager: output(
    { hostport: list("Alertmanagers' URLs; all of them get each alert", withoutApiPath(baseUrl)) },
    {
      // Falcosidekick's own default was /api/v1/alerts before 2.33.0, which Alertmanager has no more.
      endpoint: text("Path of the API", path).default("/api/v2/alerts"),
      expiresafter: number(
        "After how many seconds an alert ends; Alertmanager decides unless set",
        1,
        31_536_000,
        "seconds",
      ),
      extralabels: map("Labels of each alert; one of a field's name takes its place", labelName, fixedValue),
      extraannotations: map("Annotations added to each alert", labelName, fixedValue),
      customseveritymap: map("Severities by priority", priorityName, trimmedValue),
      dropeventthresholds: text("Priority of Falco's own alerts by the number of events dropped", thresholds),
      dropeventdefaultpriority: words(priorities, "Their priority where no threshold is met"),
      customheaders: since("2.29.0", customHeaders()),
      ...http,
    },
  ),
  pagerduty: output(
    { routingkey: secret("Integration key of the service") },
    {
      region: text("Region of the account", {
        test: (region) => region === "us",
        expected: "us: with eu falcosidekick calls the US endpoint all the same",
      }),
      checkcert: noEffect(unused),
      mutualtls: noEffect(unused),
      minimumpriority,
    },
  ),
  opsgenie: output({ apikey: token("API key") }, { region: words(["us", "eu"], "`us` unless set"), ...http }),
  grafanaoncall: output(
    { webhookurl: secret("The integration's URL", webhookUrl) },
    { customheaders: fileOnly(), ...http },
  ),
  grafana: output(
    { hostport: text("Grafana's URL", baseUrl), apikey: token("Token of a service account") },
    {
      dashboardid: number("Dashboard to annotate; all unless set", 1, 2_147_483_647),
      panelid: number("Panel to annotate; all unless set", 1, 2_147_483_647),
      allfieldsastags: flag("Whether every field becomes a tag"),
      customheaders: fileOnly(),
      ...http,
    },
  ),
  smtp: output(
    {
      hostport: text("Mail server", mailHost),
      from: text("Sender", mail),
      to: list("Recipients", mail),
    },
    {
      tls: flag("Whether STARTTLS is used; true unless set"),
      authmechanism: words(["plain", "oauthbearer", "external", "anonymous", "none"], "`plain` unless set"),
      user: text("Login for `plain` and `oauthbearer`"),
      password: secret("Password for `plain`"),
      token: secret("Token for `oauthbearer`"),
      identity: text("Identity for `plain` and `external`"),
      trace: text("Trace for `anonymous`"),
      outputformat: words(["html", "text"], "`html` unless set"),
      minimumpriority,
    },
  ),
};
