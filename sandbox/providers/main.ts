import { info } from "@pulumi/pulumi/log/index.js";
import { main } from "@pulumi/pulumi/provider/index.js";
import { resetOptions } from "@pulumi/pulumi/runtime/settings.js";
import { standInProvider } from "./standInProvider.ts";

// Loaded one by one, because the engine waits for a provider to start.
const standIns = {
  tls: async () => (await import("./tls.ts")).standInForTls,
  random: async () => (await import("./random.ts")).standInForRandom,
};

const [name, ...args] = process.argv.slice(2);
if (name !== "tls" && name !== "random") throw new Error(`expected tls or random, got ${name ?? "nothing"}`);

// The engine hides what a plugin writes to stderr, so the announcement goes through the engine's own log.
const engine = args.at(-1);
const announce = async (message: string): Promise<void> => {
  if (engine === undefined) return;
  resetOptions("", "", 1, engine, "", false, "");
  await info(message);
};

// An engine that was killed can't stop its plugins: as the real ones, this one ends with it.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit();
}, 1000).unref();

const { real, kinds } = await standIns[name]();
await main(standInProvider(real, kinds, announce), args);
