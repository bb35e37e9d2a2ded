import { createServer, type Server } from "node:http";

/**
 * What a pod exposes at a time, in Prometheus' text format. Undefined: it doesn't answer well (status 503).
 * @param seconds - since the pod was added.
 */
export type Exposition = (seconds: number) => string | undefined;

/** Where a pod is scraped. */
export interface Endpoint {
  /** Host and port. */
  readonly address: string;
  readonly path: string;
}

/** A server on this machine that plays the metrics endpoints of pods, one path each. */
export class Expositions {
  private readonly pods = new Map<string, { since: number; exposition: Exposition }>();

  private constructor(
    private readonly server: Server,
    private readonly address: string,
  ) {}

  static async start(): Promise<Expositions> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    const expositions = new Expositions(server, `127.0.0.1:${address.port}`);
    server.on("request", ({ url = "" }, response) => {
      const body = expositions.read(url);
      if (body === undefined) response.writeHead(503).end();
      else response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(body);
    });
    return expositions;
  }

  /** Lets a pod expose something, its clock at 0; what it exposed before is gone, as after a restart. */
  expose(pod: string, exposition: Exposition): Endpoint {
    const path = `/${pod}/metrics`;
    this.pods.set(path, { since: Date.now(), exposition });
    return { address: this.address, path };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private read(path: string): string | undefined {
    const pod = this.pods.get(path);
    return pod?.exposition((Date.now() - pod.since) / 1000);
  }
}
