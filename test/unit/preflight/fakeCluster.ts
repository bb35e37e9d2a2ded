import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";

/** What the fake API server answers for namespace kube-system. */
export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** A stand-in for an API server, and kubeconfigs for it in the environment; listing nodes is forbidden there. */
export class FakeCluster {
  answer: Answer = { status: 200, body: { kind: "Namespace", metadata: { name: "kube-system", uid: "u-1" } } };
  url = "";
  private readonly directory = mkdtempSync(join(tmpdir(), "falco-stack-kubeconfig-"));
  private readonly ownKubeconfig = process.env["KUBECONFIG"];
  private readonly server = createServer((request, response) => {
    const forbidden = { status: 403, body: { kind: "Status", message: "nodes is forbidden" } };
    const { status, body } = request.url?.startsWith("/api/v1/nodes") ? forbidden : this.answer;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const address = this.server.address();
    this.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  }

  /** Points KUBECONFIG to a file with these contexts, all of them of the one cluster. */
  kubeconfig(contexts: readonly string[], server = this.url, current = contexts[0]): void {
    const file = join(this.directory, "config");
    writeFileSync(
      file,
      stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: "c", cluster: { server, "insecure-skip-tls-verify": true } }],
        users: [{ name: "u", user: {} }],
        contexts: contexts.map((name) => ({ name, context: { cluster: "c", user: "u" } })),
        "current-context": current,
      }),
    );
    process.env["KUBECONFIG"] = file;
  }

  stop(): void {
    this.server.close();
    rmSync(this.directory, { recursive: true });
    if (this.ownKubeconfig === undefined) delete process.env["KUBECONFIG"];
    else process.env["KUBECONFIG"] = this.ownKubeconfig;
  }
}
