import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import type { z } from "zod";
import {
  envelope,
  instantAnswer,
  rangeAnswer,
  rulesAnswer,
  targetsAnswer,
  type EvaluatedRule,
  type Sample,
  type ScrapedTarget,
  type Series,
} from "./answers";
import { configuration, type RuleFile, type Target } from "./configuration";
import { prometheusTools } from "./tools";

/** How long it may take to start, and to stop, in ms. */
const patience = 30_000;
const pollMs = 100;

/**
 * A Prometheus on this machine, with a storage of its own that goes with it. It scrapes and evaluates once a second,
 * but takes some five seconds until it first looks at its targets.
 */
export class Prometheus {
  private constructor(
    private readonly child: ChildProcess,
    private readonly directory: string,
    /** Where its API and its own pages are. */
    readonly url: string,
    private readonly targetCount: number,
  ) {}

  /** Starts one and waits until it is ready; with what it printed in the error when it doesn't come to that. */
  static async start(targets: readonly Target[], rules: RuleFile = { groups: [] }): Promise<Prometheus> {
    const { prometheus: executable } = await prometheusTools();
    const directory = mkdtempSync(join(tmpdir(), "falco-stack-prometheus-"));
    const config = join(directory, "prometheus.yml");
    writeFileSync(join(directory, "rules.yml"), stringify(rules));
    writeFileSync(config, configuration(targets, ["rules.yml"]));
    const address = `127.0.0.1:${await freePort()}`;
    const options = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(directory, "data")}`,
      `--web.listen-address=${address}`,
      "--log.level=warn",
    ];
    const child = spawn(executable, options, { stdio: ["ignore", "ignore", "pipe"] });
    const started = new Prometheus(child, directory, `http://${address}`, targets.length);
    let printed = "";
    child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.on("error", (error) => (printed += error.message));
    const end = Date.now() + patience;
    while (!(await started.isReady())) {
      if (started.runs() && Date.now() < end) await sleep(pollMs);
      else {
        await started.stop();
        throw new Error(`Prometheus doesn't start:\n${printed}`);
      }
    }
    return started;
  }

  /** @param time - seconds since 1970, by default now. */
  async query(expression: string, time?: number): Promise<Sample[]> {
    return this.get("query", { query: expression, ...(time !== undefined && { time }) }, instantAnswer);
  }

  /** All times in seconds, `start` and `end` since 1970. */
  async queryRange(expression: string, range: { start: number; end: number; step: number }): Promise<Series[]> {
    return this.get("query_range", { query: expression, ...range }, rangeAnswer);
  }

  async rules(): Promise<EvaluatedRule[]> {
    return this.get("rules", {}, rulesAnswer);
  }

  async targets(): Promise<ScrapedTarget[]> {
    return this.get("targets", { state: "active" }, targetsAnswer);
  }

  /** Waits until a query's result is as wanted; the last result is in the message when it doesn't come to that. */
  async queryUntil(expression: string, wanted: (result: Sample[]) => boolean, seconds = 30): Promise<Sample[]> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const result = await this.query(expression);
      if (wanted(result)) return result;
      if (Date.now() > end) throw new Error(`${expression} after ${seconds} s still: ${JSON.stringify(result)}`);
      await sleep(pollMs);
    }
  }

  /** Waits until every target was scraped, well or not, so often. */
  async scrapes(count: number): Promise<void> {
    await this.queryUntil(
      `count(count_over_time(up[1h]) >= ${count})`,
      ([scraped]) => scraped?.value === this.targetCount,
      count + 30,
    );
  }

  /** Ends it and removes its storage. */
  async stop(): Promise<void> {
    const ended = new Promise((done) => this.child.once("close", done));
    if (this.runs()) {
      this.child.kill();
      const timer = setTimeout(() => this.child.kill("SIGKILL"), patience);
      await ended;
      clearTimeout(timer);
    }
    rmSync(this.directory, { recursive: true, force: true });
  }

  private runs(): boolean {
    return this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  private async isReady(): Promise<boolean> {
    const answer = await fetch(`${this.url}/-/ready`).catch(() => undefined);
    return answer?.ok === true && this.runs();
  }

  private async get<T>(path: string, parameters: Record<string, string | number>, answer: z.ZodType<T>): Promise<T> {
    const url = new URL(`${this.url}/api/v1/${path}`);
    Object.entries(parameters).forEach(([name, value]) => {
      url.searchParams.set(name, String(value));
    });
    const response = envelope.parse(await (await fetch(url)).json());
    if (response.status === "success") return answer.parse(response.data);
    throw new Error(`${String(parameters["query"] ?? path)}: ${response.error}`);
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === "object" && address !== null) resolve(address.port);
      });
    });
  });
