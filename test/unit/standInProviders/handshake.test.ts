import { once } from "node:events";
import type { Socket } from "node:net";
import { connect, createServer, type ConnectionOptions, type TLSSocket } from "node:tls";
import { authority, leaf, type Certified } from "./authority";

let ca: Certified;
let other: Certified;
let server: Certified;
let client: Certified;
beforeAll(async () => {
  [ca, other] = [await authority(), await authority()];
  server = await leaf(ca, { dnsNames: ["falco-grpc-local.falco.svc"] }, { allowedUses: ["server_auth"] });
  client = await leaf(ca, { subject: { commonName: "falco-exporter" } }, { allowedUses: ["client_auth"] });
});

const pair = ({ keyPem, certPem }: Certified) => ({ key: keyPem, cert: certPem });

interface Outcome {
  /** Name of the client that the server admitted, or "refused". */
  readonly server: string;
  /** What the client read, why it gave up, or "closed" by the server. */
  readonly client: string;
}

/** What both sides make of a handshake over loopback; the server sends "alert" to a client that it admits. */
const handshake = async (options: ConnectionOptions): Promise<Outcome> => {
  const listener = createServer({ ...pair(server), ca: ca.certPem, requestCert: true, minVersion: "TLSv1.2" });
  const admitted = new Promise<string>((resolve) => {
    // A server that rejects a certificate only closes the connection.
    listener.once("connection", (raw: Socket) => {
      raw.once("close", () => {
        resolve("refused");
      });
    });
    listener.once("secureConnection", (peer: TLSSocket) => {
      resolve([peer.getPeerCertificate().subject.CN].flat().join());
      peer.end("alert");
    });
  });
  await once(listener.listen(0, "127.0.0.1"), "listening");
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const name = "falco-grpc-local.falco.svc";
  const socket = connect({ port: address.port, host: "127.0.0.1", servername: name, ca: ca.certPem, ...options });
  const received = new Promise<string>((resolve) => {
    socket.once("data", (data: Buffer) => {
      resolve(data.toString());
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
    socket.once("close", () => {
      resolve("closed");
    });
  });
  const [seenByServer, seenByClient] = await Promise.all([admitted, received]);
  socket.destroy();
  listener.close();
  return { server: seenByServer, client: seenByClient };
};

test.each(["TLSv1.2", "TLSv1.3"] as const)("a handshake with both certificates succeeds over %s", async (version) => {
  const outcome = await handshake({ ...pair(client), minVersion: version, maxVersion: version });
  expect(outcome).toEqual({ server: "falco-exporter", client: "alert" });
});

test("the server refuses a client without a certificate", async () => {
  expect(await handshake({})).toMatchObject({ server: "refused" });
});

test("the server refuses a client certificate of another CA", async () => {
  const stranger = await leaf(other, {}, { allowedUses: ["client_auth"] });
  expect(await handshake(pair(stranger))).toMatchObject({ server: "refused" });
});

test("the server refuses a server certificate as the client's", async () => {
  expect(await handshake(pair(server))).toMatchObject({ server: "refused" });
});

test("a client refuses a server certificate of another CA", async () => {
  expect(await handshake({ ...pair(client), ca: other.certPem })).toMatchObject({
    client: "SELF_SIGNED_CERT_IN_CHAIN",
  });
});

test("a client refuses the server under another name", async () => {
  const outcome = await handshake({ ...pair(client), servername: "falco.falco.svc" });
  expect(outcome).toMatchObject({ client: "ERR_TLS_CERT_ALTNAME_INVALID" });
});
