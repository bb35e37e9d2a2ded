import * as pulumi from "@pulumi/pulumi";

/** Gives the program a config: values as the CLI hands them on, and which of the keys are encrypted. */
export const given = (config: Record<string, unknown>, secretKeys: string[] = []) => {
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  const keys = Object.fromEntries(Object.entries(config).map(([key, value]) => [`falco:${key}`, text(value)]));
  pulumi.runtime.setAllConfig(
    { ...keys, "other:key": "ignored" },
    secretKeys.map((key) => `falco:${key}`),
  );
};

/** What people read where `action` refuses. */
export const messageOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (pulumi.RunError.isInstance(error)) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
};
