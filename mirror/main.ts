/**
 * Prints what a stack needs of the internet, or a script that copies it to a registry:
 *
 *     npm run mirror -- -s STACK
 *     npm run --silent mirror -- -s STACK --to REGISTRY > copy.sh
 *
 * It needs neither a cluster nor the stack's secrets.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { images } from "../settings/groups/images";
import { chartFiles } from "./chartFiles";
import { needsOf } from "./needs";
import { copyScript } from "./script";
import { readStackConfig } from "./stackConfig";
import { needsTable } from "./table";

const help = `npm run mirror -- -s STACK [--to REGISTRY] [--charts PLACE]

Lists what a stack needs of the internet: charts, images, and what falcoctl fetches. Needs neither cluster nor secrets.

  -s, --stack STACK  the stack whose Pulumi.STACK.yaml is read
  --to REGISTRY      print a script for helm, crane and oras instead, which copies all of it to host[:port][/path]:
                     npm run --silent mirror -- -s STACK --to REGISTRY > copy.sh
  --charts PLACE     charts from here instead of falco:charts.repository: an https chart repository, or a directory
                     with <name>-<version>.tgz or <name>-<version>/ of each
  -h, --help         this`;

export interface MirrorArgs {
  /** Where the stacks' files are. */
  readonly project: string;
  readonly stack: string;
  readonly to?: string | undefined;
  /** As `charts.repository` takes it. */
  readonly charts?: string | undefined;
}

/**
 * What the command prints: the list, or the script, and sentences about what couldn't be read.
 * @throws Error saying what is wrong, and how to repair it
 */
export async function mirror({ project, stack, to, charts }: MirrorArgs, signal: AbortSignal) {
  if (to !== undefined && !images.shape.registry.safeParse(to).success)
    throw new Error(`--to ${to}: expected a registry as host, host:port or host:port/path, without https:// before it`);
  const { settings, warnings } = readStackConfig(project, stack, charts);
  const scratch = mkdtempSync(join(tmpdir(), "falco-stack-mirror-"));
  try {
    const needs = needsOf(settings, await chartFiles(settings, scratch, signal), to);
    const text = to === undefined ? needsTable(needs) : copyScript({ stack, settings, needs, registry: to });
    return { text, warnings };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** npm runs scripts in the project; a path that the user gives is meant from where the user is. */
const fromUsersFolder = (place: string): string =>
  place.includes("://") ? place : resolve(process.env["INIT_CWD"] ?? process.cwd(), place);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      stack: { type: "string", short: "s" },
      to: { type: "string" },
      charts: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  if (values.stack === undefined) throw new Error("Which stack? npm run mirror -- -s STACK");
  const { text, warnings } = await mirror(
    {
      project: join(__dirname, ".."),
      stack: values.stack,
      to: values.to,
      charts: values.charts === undefined ? undefined : fromUsersFolder(values.charts),
    },
    AbortSignal.timeout(10 * 60_000),
  );
  for (const warning of warnings) console.error(`warning: ${warning}`);
  console.log(text);
}

if (require.main === module)
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
