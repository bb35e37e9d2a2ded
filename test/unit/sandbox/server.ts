import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a path answers with; what isn't listed answers 404. */
export type Answers = Readonly<Record<string, string | Buffer>>;

let servers: Server[] = [];

/** Serves files on this machine until the test ends; returns the server's URL. */
export async function serve(answers: Answers): Promise<string> {
  const server = createServer((request, response) => {
    const body = answers[request.url ?? ""];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(server);
  return urlOf(server);
}

/** The URL of a server that has just gone: connections are refused. */
export async function unreachableUrl(): Promise<string> {
  const url = await serve({});
  const server = servers.pop();
  await new Promise((resolve) => server?.close(resolve));
  return url;
}

afterEach(async () => {
  await Promise.all(
    servers.map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
  servers = [];
});

function urlOf(server: Server): string {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return `http://127.0.0.1:${address.port}`;
}
