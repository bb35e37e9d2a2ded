import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { z } from "zod";

/** What the fake API server answers. */
export interface Answer {
  readonly status: number;
  readonly body: object;
}

/**
 * Recorded: what the sandbox's API server (Kubernetes 1.33, two nodes of kwok's) answered to a preflight of stack
 * organization/falco/sandbox after its `up`, with the UI on a NodePort.
 */
export const recorded: Readonly<Record<string, Answer>> = z
  .record(z.string(), z.object({ status: z.number(), body: z.looseObject({}).default({}) }))
  .parse(JSON.parse(readFileSync(join(__dirname, "recorded/deployedSandbox.json"), "utf8")));

const nothing: Answer = { status: 404, body: { kind: "Status", message: "not found" } };

/** A stand-in for an API server, and kubeconfigs for it in the environment; listing nodes is forbidden there. */
export class FakeCluster {
  /** What it answers for namespace kube-system. */
  answer: Answer = { status: 200, body: { kind: "Namespace", metadata: { name: "kube-system", uid: "u-1" } } };
  /** Other answers, by path with or without its query. Nothing else is found. */
  readonly answers = new Map<string, Answer>([
    ["/api/v1/nodes", { status: 403, body: { kind: "Status", message: "nodes is forbidden" } }],
  ]);
  /** What it was asked, with the query. */
  readonly requests: string[] = [];
  url = "";
  private readonly directory = mkdtempSync(join(tmpdir(), "falco-stack-kubeconfig-"));
  private readonly ownKubeconfig = process.env["KUBECONFIG"];
  private readonly server = createServer((request, response) => {
    const url = request.url ?? "";
    this.requests.push(
      `${request.method ?? ""} ${url} ${request.headers.accept?.includes("PartialObject") ? "metadata" : "all"}`,
    );
    const path = url.split("?")[0] ?? "";
    const found =
      path === "/api/v1/namespaces/kube-system"
        ? this.answer
        : (this.answers.get(url) ?? this.answers.get(path) ?? nothing);
    response.writeHead(found.status, { "content-type": "application/json" }).end(JSON.stringify(found.body));
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const address = this.server.address();
    this.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  }

  /** Answers as that sandbox did. */
  serveRecorded(): void {
    for (const [url, answer] of Object.entries(recorded)) this.answers.set(url, answer);
    this.answers.delete("/api/v1/nodes");
  }

  /** Points KUBECONFIG to a file with these contexts, all of them of the one cluster. */
  kubeconfig(contexts: readonly string[], server = this.url, current = contexts[0], user: object = {}): void {
    const file = join(this.directory, "config");
    writeFileSync(
      file,
      stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: "c", cluster: { server, "insecure-skip-tls-verify": true } }],
        users: [{ name: "u", user }],
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
