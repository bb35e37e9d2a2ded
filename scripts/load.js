// Loads TypeScript in Pulumi's Node, also where a runner has no home, no name, or nowhere to put temporary files.
const { accessSync, constants } = require("node:fs");
const { homedir, tmpdir } = require("node:os");
const { join, resolve } = require("node:path");

const works = (call) => {
  try {
    call();
    return true;
  } catch {
    return false;
  }
};
const writable = (directory) => works(() => accessSync(directory, constants.W_OK));

// A uid without an entry in /etc/passwd: npm's libraries, which Pulumi loads, ask for its home as they load.
if (!works(homedir)) process.env.HOME = "/nonexistent";

const home = homedir();
const temporary = tmpdir();
// Pulumi's command can't do without this one.
const pulumiHome = resolve(process.env.PULUMI_HOME || join(home, ".pulumi"));
const fail = () => {
  console.error(
    `The program can't be loaded: it needs a directory of yours that it can write to, and ${temporary}, ${pulumiHome} and ${home} aren't.\n` +
      "      export TMPDIR=DIR",
  );
  process.exit(1);
};

if (!writable(temporary)) {
  if (!writable(pulumiHome)) fail();
  process.env.TMPDIR = pulumiHome;
}
try {
  require("@swc-node/register");
} catch (error) {
  // @swc/core 1.16.22 unpacks itself into the home, else into the temporary directory.
  const causes = [error.cause ?? []].flat();
  if (!causes.some(({ code }) => code === "ERR_SWC_NATIVE_CACHE")) throw error;
  fail();
}
