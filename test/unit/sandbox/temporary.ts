import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { layoutOf, type Layout } from "../../../sandbox/layout";

const made: string[] = [];

/** A directory of its own, gone after the tests of the file. */
export function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "falco-stack-unit-")));
  made.push(directory);
  return directory;
}

afterAll(() => {
  made.forEach((directory) => {
    rmSync(directory, { recursive: true, force: true });
  });
});

/** The layout of a sandbox in a project and with a cache of its own. */
export function temporaryLayout(): Layout {
  const directory = temporaryDirectory();
  return layoutOf(join(directory, "project"), { XDG_CACHE_HOME: join(directory, "cache") });
}

/** Writes a shell script that can be executed. */
export function script(file: string, ...lines: readonly string[]): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, ["#!/bin/sh", ...lines, ""].join("\n"));
  chmodSync(file, 0o755);
  return file;
}
