import { once } from "node:events";
import { connect, createServer, type TLSSocket } from "node:tls";

/** Key, certificate and CA, all PEM. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
}

/**
 * A real TLS handshake over loopback: `server` demands a certificate of its CA, as Falco's gRPC server does; the client
 * verifies `host`, as falco-exporter does. Returns the protocol agreed on.
 * @throws Error with the reason of either side
 */
export async function handshake(
  server: Identity,
  client: { ca: string; key?: string; cert?: string },
  host: string,
): Promise<string> {
  const listener = createServer({ ...server, requestCert: true, rejectUnauthorized: true, minVersion: "TLSv1.2" });
  let refusal = "";
  listener.on("tlsClientError", ({ message }) => {
    refusal = message;
  });
  // With TLS 1.3 a client learns only from the first byte that the server took its certificate.
  listener.on("secureConnection", (socket: TLSSocket) => socket.end("welcome"));
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const socket = connect({ port, host: "127.0.0.1", servername: host, minVersion: "TLSv1.2", ...client });
  try {
    return await welcomed(socket);
  } catch (error) {
    throw new Error(refusal || String(error));
  } finally {
    socket.destroy();
    listener.close();
  }
}

/** The protocol agreed on, once the server has sent something; fails when either side breaks off, with or without an error. */
const welcomed = (socket: TLSSocket): Promise<string> =>
  new Promise((resolve, reject) => {
    socket.on("data", () => {
      resolve(socket.getProtocol() ?? "");
    });
    socket.on("error", reject);
    socket.on("close", () => {
      reject(new Error("the server broke off"));
    });
  });
