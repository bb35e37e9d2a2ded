import { secrets } from "../../../../preflight/checks/secrets";
import { SecretTexts } from "../../../../preflight/secrets/secretTexts";
import type { SettingsInput } from "../../../../settings/settings";
import { judged, owner } from "../constructed";
import { digitalSignature, encryptedKey, issue, keyEncipherment, now, type Issued, type Wanted } from "../issued";

const host = "falco-grpc-local.falco.svc";
const settings: SettingsInput = { certificates: { existingSecrets: { server: "mine", exporter: "reader" } } };
const names = {
  server: "Secret mine in namespace falco, which falco:certificates.existingSecrets.server names,",
  client: "Secret reader in namespace falco, which falco:certificates.existingSecrets.exporter names,",
} as const;

let ca: Issued;
let otherCa: Issued;
let between: Issued;
beforeAll(async () => {
  [ca, otherCa] = await Promise.all([issue("ca"), issue("other")]);
  between = await issue("between", ca, { isCa: true });
});

type Files = Record<string, string>;
const filesOf = (side: "server" | "client", leaf: Pick<Issued, "crt" | "key">, ...cas: Issued[]): Files => ({
  [`${side}.crt`]: leaf.crt,
  [`${side}.key`]: leaf.key,
  "ca.crt": cas.map(({ crt }) => crt).join(""),
});
const server = (wanted: Wanted = {}, signer = ca) =>
  issue("falco", signer, { sans: [host], purpose: "server", ...wanted });
const client = (wanted: Wanted = {}, signer = ca) => issue("exporter", signer, { purpose: "client", ...wanted });

/** What is said, without the repairs. */
const said = (serverFiles: Files, clientFiles: Files): readonly string[] =>
  judged(secrets, settings, {
    now,
    secrets: { "falco/mine": new SecretTexts(serverFiles), "falco/reader": new SecretTexts(clientFiles) },
  }).flatMap((text) => text.split("\n")[0] ?? []);

describe("certificates of the user's own", () => {
  it("are taken where both sides trust each other", async () => {
    expect(said(filesOf("server", await server(), ca), filesOf("client", await client(), ca))).toEqual([]);
  });

  it.each<[string, () => Promise<readonly [Files, Files]>]>([
    [
      "two CAs, each known to the other side",
      async () => [filesOf("server", await server(), otherCa), filesOf("client", await client({}, otherCa), ca)],
    ],
    [
      "an intermediate shown with the leaf",
      async () => {
        const leaf = await server({}, between);
        return [filesOf("server", { ...leaf, crt: leaf.crt + between.crt }, ca), filesOf("client", await client(), ca)];
      },
    ],
    [
      "an intermediate that is trusted itself, and a bundle",
      async () => [
        filesOf("server", await server({}, between), otherCa, ca),
        filesOf("client", await client(), otherCa, between),
      ],
    ],
    [
      "a wildcard for one label",
      async () => [
        filesOf("server", await server({ sans: ["*.falco.svc"] }), ca),
        filesOf("client", await client(), ca),
      ],
    ],
    [
      "certificates without any usage",
      async () => [
        filesOf("server", await issue("falco", ca, { sans: [host] }), ca),
        filesOf("client", await issue("exporter", ca), ca),
      ],
    ],
    [
      "RFC's key usage, P-384",
      async () => [
        filesOf("server", await server({ usage: digitalSignature, curve: "P-384" }), ca),
        filesOf("client", await client(), ca),
      ],
    ],
  ])("are taken with %s", async (_, files) => {
    expect(said(...(await files()))).toEqual([]);
  });

  it.each<[string, Wanted, string]>([
    [
      "CN=localhost without SAN",
      { sans: [] },
      ` has a certificate in server.crt without ${host} among its SANs, which is the name that the exporter dials.`,
    ],
    [
      "a wildcard for two labels",
      { sans: ["*.svc"] },
      ` has a certificate in server.crt without ${host} among its SANs, which is the name that the exporter dials.`,
    ],
    [
      "a wildcard within a label",
      { sans: ["falco-*.falco.svc"] },
      ` has a certificate in server.crt without ${host} among its SANs, which is the name that the exporter dials.`,
    ],
    [
      "a client's purpose",
      { purpose: "client" },
      " has a certificate in server.crt whose extended key usage lacks serverAuth. Clients refuse it.",
    ],
    [
      "a key usage without signatures",
      { usage: keyEncipherment },
      " has a certificate in server.crt whose key usage lacks digitalSignature. Clients refuse it.",
    ],
    ["an end in the past", { to: -0.5 }, " has a certificate in server.crt that ended on 2026-11-29."],
    ["a beginning in the future", { from: 2 }, " has a certificate in server.crt that isn't valid before 2026-12-02."],
  ])("are refused with %s", async (_, wanted, text) => {
    expect(said(filesOf("server", await server(wanted), ca), filesOf("client", await client(), ca))).toEqual([
      `error: ${names.server}${text}`,
    ]);
  });

  it("are warned about from the day on from which the stack would renew its own", async () => {
    expect(
      said(filesOf("server", await server({ to: 30 }), ca), filesOf("client", await client({ to: 90 }), ca)),
    ).toEqual([
      `warning: ${names.server} has a certificate in server.crt that ends on 2026-12-30, in 30 days; \`pulumi up\` renews none of yours.`,
    ]);
  });

  it("are refused where the other side doesn't trust them", async () => {
    expect(said(filesOf("server", await server(), ca), filesOf("client", await client({}, otherCa), otherCa))).toEqual([
      `error: ${names.server} has a certificate in server.crt that was signed by no CA in ca.crt of Secret reader, by which the exporter judges it.`,
      `error: ${names.client} has a certificate in client.crt that was signed by no CA in ca.crt of Secret mine, by which Falco judges it.`,
    ]);
  });

  it("are refused where the signer may not sign, or is over", async () => {
    const leafAsCa = await issue("no-ca", ca, { isCa: false });
    const old = await issue("old", undefined, { to: -0.5 });
    expect(
      said(filesOf("server", await server({}, leafAsCa), ca), filesOf("client", await client({}, ca), leafAsCa)),
    ).toEqual([expect.stringContaining("signed by no CA in ca.crt of Secret reader")]);
    expect(said(filesOf("server", await server({}, old), ca), filesOf("client", await client({}, ca), old))).toEqual([
      `error: ${names.server} has a certificate in server.crt of a CA that ended on 2026-11-29.`,
    ]);
  });

  it.each<[string, (files: Files) => Files, string]>([
    [
      "another key",
      (files) => ({ ...files, "server.key": otherCa.key }),
      " has a server.key that doesn't belong to the first certificate in server.crt.",
    ],
    [
      "a passphrase",
      (files) => ({ ...files, "server.key": encryptedKey() }),
      " has a key in server.key that a passphrase protects, which nobody can give in a pod.",
    ],
    ["no key", (files) => ({ ...files, "server.key": "secret words" }), " has no private key in PEM in server.key."],
    [
      "no certificate",
      (files) => ({ ...files, "server.crt": "secret words" }),
      " has no certificate in PEM in server.crt.",
    ],
    [
      "a byte order mark",
      (files) => ({ ...files, "server.crt": `\uFEFF${files["server.crt"] ?? ""}` }),
      " has something before -----BEGIN in server.crt, a byte order mark perhaps: it can't be read.",
    ],
    ["no CA", (files) => ({ ...files, "ca.crt": "" }), " has no certificate in PEM in ca.crt."],
  ])("are refused with %s", async (_, changed, text) => {
    const all = judged(secrets, settings, {
      now,
      secrets: {
        "falco/mine": new SecretTexts(changed(filesOf("server", await server(), ca))),
        "falco/reader": new SecretTexts(filesOf("client", await client(), ca)),
      },
    });
    expect(all.map((one) => one.split("\n")[0])).toEqual([`error: ${names.server}${text}`]);
    expect(all.join()).not.toMatch(/secret words|PRIVATE KEY/);
  });

  it("come with the command that writes them anew", async () => {
    const [text] = judged(secrets, settings, {
      now,
      secrets: {
        "falco/mine": new SecretTexts(filesOf("server", await server({ sans: [] }), ca)),
        "falco/reader": new SecretTexts(filesOf("client", await client(), ca)),
      },
    });
    expect(text?.split("\n")[1]).toBe(
      "  kubectl create secret generic mine --namespace falco --from-file=server.crt=FILE --dry-run=client --output=yaml | kubectl patch secret mine --namespace falco --patch-file=/dev/stdin",
    );
  });

  it("for outputs are judged by themselves, with or without a CA", async () => {
    const mutual = { sidekick: { mutualTls: { existingSecret: "tls" } } };
    const of = (files: Files) =>
      judged(secrets, mutual, { now, secrets: { "falco-sidekick/tls": new SecretTexts(files) } });
    expect(of(filesOf("client", await client()))).toEqual([]);
    expect(of(filesOf("client", await client({ purpose: "server" }), otherCa))).toEqual([
      expect.stringContaining("whose extended key usage lacks clientAuth. Servers refuse it."),
    ]);
  });
});

describe("a Secret that is the stack's own", () => {
  const own = { "falco-stack/owner": owner };
  it.each<[string, SettingsInput, string, string]>([
    [
      "falco/falco-grpc-server",
      { certificates: { existingSecrets: { server: "falco-grpc-server" } } },
      "certificates.existingSecrets.server",
      "generic my-falco-grpc-server --namespace falco --from-file=server.key=FILE --from-file=server.crt=FILE --from-file=ca.crt=FILE",
    ],
    [
      "falco-sidekick/falcosidekick-ui-credentials",
      { ui: { existingSecret: "falcosidekick-ui-credentials" } },
      "ui.existingSecret",
      "generic my-falcosidekick-ui-credentials --namespace falco-sidekick --from-file=FALCOSIDEKICK_UI_USER=FILE --from-file=FALCOSIDEKICK_UI_REDIS_PASSWORD=FILE --from-file=REDIS_PASSWORD=FILE --from-file=REDIS_ARGS=FILE",
    ],
  ])("is not taken for the user's: %s", (key, input, setting, created) => {
    const [namespace = "", name = ""] = key.split("/");
    expect(judged(secrets, input, { now, secrets: { [key]: new SecretTexts({}, "Opaque", own) } })).toEqual([
      `error: Secret ${name} in namespace ${namespace}, which falco:${setting} names, is the stack's own, and goes with this setting. Give yours another name.\n` +
        `  kubectl create secret ${created}\n  npx pulumi config set --path falco:${setting} my-${name}`,
    ]);
  });

  it("is the exporter's whoever issues what is in it", async () => {
    const files = filesOf("client", await client(), ca);
    expect(
      judged(
        secrets,
        { certificates: { existingSecrets: { server: "mine" } } },
        {
          now,
          secrets: {
            "falco/mine": new SecretTexts(filesOf("server", await server(), ca)),
            "falco/falco-exporter-certs": new SecretTexts(files, "Opaque", own),
          },
        },
      ),
    ).toEqual([]);
  });
});
