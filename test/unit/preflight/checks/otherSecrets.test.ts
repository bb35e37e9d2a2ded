import { secrets } from "../../../../preflight/checks/secrets";
import { SecretTexts } from "../../../../preflight/secrets/secretTexts";
import type { SettingsInput } from "../../../../settings/settings";
import { judged } from "../constructed";

const which = (name: string, setting: string, namespace = "falco-sidekick") =>
  `error: Secret ${name} in namespace ${namespace}, which falco:${setting} names,`;
const firstLines = (texts: readonly string[]) => texts.map((text) => text.split("\n")[0]);

describe("ui.existingSecret", () => {
  const right = {
    FALCOSIDEKICK_UI_USER: "soc:Secret1",
    FALCOSIDEKICK_UI_REDIS_PASSWORD: "Secret2",
    REDIS_PASSWORD: "Secret2",
    REDIS_ARGS: "--requirepass Secret2 --maxmemory 256mb",
  };
  const said = (changed: Record<string, string>) =>
    judged(
      secrets,
      { ui: { existingSecret: "mine" } },
      {
        secrets: { "falco-sidekick/mine": new SecretTexts({ ...right, ...changed }) },
      },
    );
  const same = (password: string) => ({
    FALCOSIDEKICK_UI_REDIS_PASSWORD: password,
    REDIS_PASSWORD: password,
    REDIS_ARGS: `--requirepass ${password}`,
  });
  const noLogin =
    "has in FALCOSIDEKICK_UI_USER not `user:password` with one colon: the UI would take its default login instead.";
  const newline = (key: string) =>
    `has in ${key} a line break or another control character, as of a file written by echo.`;
  const split =
    "has a password of redis with a blank, *, ?, [, ] or \\ in it or a dash in front, which shells in the images split or read otherwise: letters and digits do.";

  it("is taken when the UI and redis get along with it", () => {
    expect(said({})).toEqual([]);
    expect(
      said({ FALCOSIDEKICK_UI_USER: "soc:päss wörd", REDIS_ARGS: "--maxmemory 1mb\n--requirepass Secret2" }),
    ).toEqual([]);
    expect(said({ REDIS_ARGS: "--requirepass Secret0 --requirepass Secret2" })).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["two colons", { FALCOSIDEKICK_UI_USER: "admin:Secret1:x" }, noLogin],
    ["no colon", { FALCOSIDEKICK_UI_USER: "admin" }, noLogin],
    ["nothing", { FALCOSIDEKICK_UI_USER: "" }, noLogin],
    [
      "no password",
      { FALCOSIDEKICK_UI_USER: "soc:" },
      "has in FALCOSIDEKICK_UI_USER an empty user or password, with which the UI lets nobody in.",
    ],
    [
      "no user",
      { FALCOSIDEKICK_UI_USER: ":Secret1" },
      "has in FALCOSIDEKICK_UI_USER an empty user or password, with which the UI lets nobody in.",
    ],
    [
      "the default",
      { FALCOSIDEKICK_UI_USER: "admin:admin" },
      "has in FALCOSIDEKICK_UI_USER the UI's default login, which everybody knows.",
    ],
    ["the default and a newline", { FALCOSIDEKICK_UI_USER: "admin:admin\n" }, newline("FALCOSIDEKICK_UI_USER")],
    ["a newline", { FALCOSIDEKICK_UI_USER: "soc:Secret1\n" }, newline("FALCOSIDEKICK_UI_USER")],
    [
      "passwords that differ",
      { REDIS_PASSWORD: "Secret3" },
      "has two passwords for one redis, in FALCOSIDEKICK_UI_REDIS_PASSWORD and in REDIS_PASSWORD.",
    ],
    ["a newline in redis' password", { REDIS_PASSWORD: "Secret2\n" }, newline("REDIS_PASSWORD")],
    ["no password of redis", { REDIS_PASSWORD: "" }, "has no password in REDIS_PASSWORD."],
    [
      "arguments without a password",
      { REDIS_ARGS: "--maxmemory 256mb" },
      "has in REDIS_ARGS no `--requirepass PASSWORD`: redis would let everybody in.",
    ],
    [
      "arguments that end before it",
      { REDIS_ARGS: "--requirepass" },
      "has in REDIS_ARGS no `--requirepass PASSWORD`: redis would let everybody in.",
    ],
    [
      "another option in its place",
      { REDIS_ARGS: "--requirepass --maxmemory 1mb" },
      "has in REDIS_ARGS no `--requirepass PASSWORD`: redis would let everybody in.",
    ],
    [
      "another password there",
      { REDIS_ARGS: "--requirepass Secret3" },
      "has in REDIS_ARGS another password after --requirepass than in FALCOSIDEKICK_UI_REDIS_PASSWORD; quotes would be a part of it.",
    ],
    [
      "quotes",
      { REDIS_ARGS: '--requirepass "Secret2"' },
      "has in REDIS_ARGS another password after --requirepass than in FALCOSIDEKICK_UI_REDIS_PASSWORD; quotes would be a part of it.",
    ],
    ["a blank", same("Secret 2"), split],
    ["a star", same("Secret*2"), split],
    ["a dash in front", same("-Secret2"), split],
  ])("is refused with %s, and no value is shown", (_, changed, text) => {
    const all = said(changed);
    expect(firstLines(all)).toEqual([`${which("mine", "ui.existingSecret")} ${text}`]);
    expect(all.join()).not.toMatch(/Secret[0-9]/);
  });
});

describe("sidekick.existingSecret", () => {
  const settings: SettingsInput = {
    sidekick: {
      existingSecret: "mine",
      outputs: { slack: { channel: "a" }, elasticsearch: { hostport: "http://e:9200" } },
    },
  };
  const webhook = "https://hooks.example.com/Token1";
  const said = (texts: Record<string, string>) =>
    judged(secrets, settings, { secrets: { "falco-sidekick/mine": new SecretTexts(texts) } });

  it("is taken with what outputs read, and more", () => {
    expect(said({ SLACK_WEBHOOKURL: webhook, ELASTICSEARCH_APIKEY: "", MORE: "\n" })).toEqual([]);
    expect(said({ SLACK_WEBHOOKURL: webhook, ELASTICSEARCH_CUSTOMHEADERS: "a:b,c:d" })).toEqual([]);
  });

  it("is taken with a key in base64 over several lines", () => {
    const gcp: SettingsInput = {
      sidekick: { existingSecret: "mine", outputs: { gcp: { storage: { bucket: "alerts" } } } },
    };
    const texts = (credentials: string) => ({
      secrets: { "falco-sidekick/mine": new SecretTexts({ GCP_CREDENTIALS: credentials }) },
    });
    expect(judged(secrets, gcp, texts("e30x\r\nMjM0\n"))).toEqual([]);
    expect(firstLines(judged(secrets, gcp, texts("e30x-\n")))).toEqual([
      `${which("mine", "sidekick.existingSecret")} has in GCP_CREDENTIALS something else than base64 on one line.`,
    ]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["an empty value", { SLACK_WEBHOOKURL: "" }, "has an empty SLACK_WEBHOOKURL, without which the output stays off."],
    [
      "a newline",
      { SLACK_WEBHOOKURL: `${webhook}\n` },
      "has a blank or a line break around SLACK_WEBHOOKURL, as of a file written by echo.",
    ],
    [
      "no URL",
      { SLACK_WEBHOOKURL: "Token1" },
      "has in SLACK_WEBHOOKURL something else than an https:// URL, blanks, # and % in it as %XX; http:// only to a host in the cluster: whoever is on the way reads the token in it.",
    ],
    [
      "a newline in what is read when it is there",
      { SLACK_WEBHOOKURL: webhook, ELASTICSEARCH_APIKEY: "Token2\n" },
      "has a blank or a line break around ELASTICSEARCH_APIKEY, as of a file written by echo.",
    ],
  ])("is refused with %s", (_, texts, text) => {
    const all = said(texts);
    expect(firstLines(all)).toEqual([`${which("mine", "sidekick.existingSecret")} ${text}`]);
    expect(all.join()).not.toMatch(/Token[0-9]/);
  });
});

describe("images.pullSecrets", () => {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const auth = base64("robot:Secret1");
  const noLogin = "has in .dockerconfigjson no user and password (no line break at the end) for docker.io.";
  const unread =
    "has in .dockerconfigjson an `auth` that isn't USER:PASSWORD in base64, for ghcr.io: kubelet reads nothing of such a Secret.";
  const auths = (key: string, login: object = { auth }) => JSON.stringify({ auths: { [key]: login } });
  const said = (text: string, registry?: string, type = "kubernetes.io/dockerconfigjson") =>
    judged(
      secrets,
      { images: { pullSecrets: ["pull"], ...(registry && { registry }) }, sidekick: { enabled: false } },
      { secrets: { "falco/pull": new SecretTexts({ ".dockerconfigjson": text }, type) } },
    );

  it.each([
    ["https://index.docker.io/v1/", undefined],
    ["mirror.example.com:5000", "mirror.example.com:5000/falco"],
    ["https://mirror.example.com/v2/", "mirror.example.com"],
    ["*.example.com", "mirror.example.com"],
  ])("are taken with a login for %s", (key, registry) => {
    expect(said(auths(key), registry)).toEqual([]);
    expect(said(auths(key, { username: "robot", password: "Secret1" }), registry)).toEqual([]);
  });

  it("are taken with a Google service account's key, which is JSON of several lines", () => {
    const password = '{\n  "type": "service_account"\n}\n';
    expect(said(auths("gcr.io", { username: "_json_key", password }), "gcr.io")).toEqual([]);
  });

  it.each<[string, object]>([
    ["nothing for another host", { "docker.io": { auth }, "quay.io": {} }],
    ["a token for another host", { "docker.io": { auth }, "quay.io": { identitytoken: "Secret1" } }],
    ["a login under another name of the registry", { "docker.io": {}, "https://index.docker.io/v1/": { auth } }],
    ["an empty `auth` beside user and password", { "docker.io": { auth: "", username: "robot", password: "Secret1" } }],
    [
      "base64 without its end, or with lines",
      { "docker.io": { auth: `${base64("robot:Secret12").replace(/=+$/, "")}\n` } },
    ],
  ])("are taken with %s", (_, all) => {
    expect(said(JSON.stringify({ auths: all }))).toEqual([]);
  });

  it.each([
    { identitytoken: "Secret1" },
    { registrytoken: "Secret1" },
    { auth: base64("uuid:"), identitytoken: "Secret1" },
  ])("are warned about with nothing but a token (%#)", (login) => {
    expect(firstLines(said(auths("docker.io", login)))).toEqual([
      "warning: Secret pull in namespace falco, which falco:images.pullSecrets names, has in .dockerconfigjson only a token for docker.io: kubelet reads user and password alone.",
    ]);
  });

  it("of which there are several are judged by what they have for where the images come from", () => {
    const facts = (text: string) => ({
      secrets: { "falco/one": new SecretTexts({ ".dockerconfigjson": text }, "kubernetes.io/dockerconfigjson") },
    });
    const settings: SettingsInput = { images: { pullSecrets: ["one", "two"] }, sidekick: { enabled: false } };
    expect(judged(secrets, settings, facts(auths("ghcr.io")))).toEqual([]);
    expect(firstLines(judged(secrets, settings, facts(auths("docker.io", {}))))).toEqual([
      `${which("one", "images.pullSecrets", "falco")} ${noLogin}`,
    ]);
  });

  it.each<[string, string, string]>([
    ["no JSON", "robot:Secret1", "has in .dockerconfigjson no JSON with `auths`."],
    ["other JSON", "{}", "has in .dockerconfigjson no JSON with `auths`."],
    ["a newline in the login", auths("docker.io", { auth: base64("robot:Secret1\n") }), noLogin],
    ["no login", auths("docker.io", {}), noLogin],
    ["no base64", auths("ghcr.io", { auth: "robot:Secret1" }), unread],
    ["no colon in it", auths("ghcr.io", { auth: base64("Secret1") }), unread],
  ])("are refused with %s", (_, text, expected) => {
    const all = said(text);
    expect(firstLines(all)).toEqual([`${which("pull", "images.pullSecrets", "falco")} ${expected}`]);
    expect(all.join()).not.toContain("Secret1");
  });

  it("are refused with another type, which can't be changed", () => {
    expect(said(auths("docker.io"), undefined, "Opaque")).toEqual([
      `${which("pull", "images.pullSecrets", "falco")} is of type Opaque, and for images kubelet reads kubernetes.io/dockerconfigjson only.\n` +
        "  kubectl delete secret pull --namespace falco\n" +
        "  kubectl create secret docker-registry pull --namespace falco --docker-server=REGISTRY --docker-username=USER --docker-password=PASSWORD",
    ]);
  });

  it("are warned about without a login for where the images come from", () => {
    expect(firstLines(said(auths("docker.io"), "mirror.example.com/falco"))).toEqual([
      "warning: Secret pull in namespace falco, which falco:images.pullSecrets names, has in .dockerconfigjson no login for mirror.example.com, where the images come from.",
    ]);
  });
});
