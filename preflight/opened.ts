import * as pulumi from "@pulumi/pulumi";

/** The text of a secret, for what has to be asked before anything is registered. */
export const opened = (secret: pulumi.Input<string>): Promise<string> =>
  new Promise((resolve) => pulumi.output(secret).apply(resolve));
