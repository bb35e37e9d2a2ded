import type { Checkout } from "./checkout";
import type { CommandResult } from "./command";

/** One stack of a checkout, on its sandbox's cluster, driven by the commands of the README. */
export class Stack {
  constructor(
    readonly checkout: Checkout,
    readonly name: string,
  ) {}

  /** `pulumi stack init`: it adds a salt to the committed example of this name, as it does for everyone. */
  async init(): Promise<void> {
    await this.checkout.shell(`npx pulumi stack init ${this.name} --non-interactive`);
  }

  async set(path: string, value: string, { secret = false } = {}): Promise<void> {
    const options = `--stack ${this.name}${secret ? " --secret" : ""} --path ${quoted(`falco:${path}`)}`;
    await this.checkout.shell(`npx pulumi config set ${options} -- ${quoted(value)}`);
  }

  /** Fails unless it ends well. */
  up(options = ""): Promise<CommandResult> {
    return this.checkout.shell(this.command(`up ${options} --yes --skip-preview`));
  }

  /** The same, however it ends. */
  tryUp(options = ""): Promise<CommandResult> {
    return this.checkout.shellResult(this.command(`up ${options} --yes --skip-preview`));
  }

  /** The same, its whole process group killed as soon as its output has a sign. */
  killedUp(sign: RegExp): Promise<CommandResult> {
    let killed = false;
    return this.checkout.shellResult(this.command("up --yes --skip-preview"), (output, pid) => {
      if (killed || !sign.test(output)) return;
      killed = true;
      process.kill(-pid, "SIGKILL");
    });
  }

  preview(): Promise<CommandResult> {
    return this.checkout.shellResult(this.command("preview"));
  }

  async destroy(): Promise<void> {
    await this.checkout.shell(this.command("destroy --yes --skip-preview"));
  }

  private command(words: string): string {
    return `npx pulumi ${words} --non-interactive --color never --stack ${this.name}`;
  }
}

/** A word as a shell takes it. */
const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;
