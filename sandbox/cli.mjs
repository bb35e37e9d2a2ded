// Plain JavaScript, so that a Node too old to load TypeScript still says so in a sentence.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The sandbox needs Node 20.19 or later; this is ${process.version} (${process.execPath}).`);
  process.exit(1);
}
await import("tsx");
await import("./main.ts");
