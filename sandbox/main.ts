import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError, Option } from "commander";
import { additions, type Addition } from "./additions.ts";
import { layoutOf } from "./layout.ts";
import { Interruption, interruption } from "./processes/interruption.ts";
import { explain } from "./sandboxError.ts";
import { userPath } from "./tools/locate.ts";
import { platformOf } from "./tools/platform.ts";
import { refuseUnknownCommand } from "./unknownCommand.ts";
import type { UpContext } from "./up.ts";

// Each command loads what it needs when it runs: `env` is called often, and should not wait for a Kubernetes client.

const layout = layoutOf(fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, ""), process.env);

const toolContext = (): UpContext => ({
  layout,
  platform: platformOf(process.platform, process.arch),
  path: userPath(process.env["PATH"], layout.project),
  signal: interruption(),
  log: join(layout.logs, "tools.log"),
});

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`);
  };
}

/** npm runs scripts of a workspace in its folder; a path that the user gives is meant from where the user is. */
const fromUsersFolder = (path: string) => resolve(process.env["INIT_CWD"] ?? process.cwd(), path);

interface UpArguments {
  readonly nodes?: number;
  readonly charts?: string;
  readonly apiPort?: number;
  readonly deploy: boolean;
  readonly with?: readonly Addition[];
}

const program = new Command("npm run sandbox --").description(
  "A throwaway Kubernetes cluster on this machine, with the stack deployed on it. Nodes and containers are simulated.",
);

program
  .command("up", { isDefault: true })
  .description("start the cluster and deploy the stack; again on a running sandbox: deploy what has changed")
  .option("--nodes <number>", "simulated nodes, one of them a tainted control plane (default: 2)", wholeNumber(2, 500))
  .option("--charts <directory>", "charts to use, instead of upstream's or their stand-ins (also FALCO_CHARTS_DIR)")
  .option("--api-port <port>", "port of the API server (default: a free one)", wholeNumber(1024, 65535))
  .addOption(new Option("--with <what...>", "added to the cluster: CRDs of the Prometheus operator").choices(additions))
  .option("--no-deploy", "only the cluster, with everything ready for `npx pulumi up`")
  .action(
    async ({ nodes, charts = process.env["FALCO_CHARTS_DIR"], apiPort, deploy, with: added = [] }: UpArguments) => {
      const { up } = await import("./up.ts");
      const { status } = await import("./status.ts");
      const directory = charts ? fromUsersFolder(charts) : undefined;
      await up({ nodes, charts: directory, apiPort, deploy, additions: added }, toolContext());
      console.log((await status(layout)).text);
    },
  );

program
  .command("down")
  .description("stop the sandbox and remove it; the tools stay cached")
  .action(async () => {
    const { down } = await import("./down.ts");
    await down(layout);
    console.log(`The sandbox is gone; its tools stay in ${layout.cache}.`);
    console.log("Shells that have its variables (npm run sandbox -- env) still point to it: close them.");
  });

program
  .command("status")
  .description("what runs; exit code 1 when something isn't ready")
  .action(async () => {
    const { status } = await import("./status.ts");
    const { text, settled } = await status(layout);
    console.log(text);
    process.exitCode = settled ? 0 : 1;
  });

program
  .command("env")
  .description('lines for a shell: eval "$(npm run --silent sandbox -- env)"')
  .action(async () => {
    const { shellEnvironment } = await import("./env.ts");
    console.log(await shellEnvironment(layout));
  });

try {
  refuseUnknownCommand(process.argv[2], [...program.commands.map((command) => command.name()), "help"]);
  await program.parseAsync();
} catch (error) {
  if (error instanceof Interruption) {
    console.error(error.message);
    process.exitCode = error.exitCode;
  } else {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
