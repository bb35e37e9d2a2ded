// swc strips the types (tsc checks them in `npm run typecheck`) and turns the few dependencies that are ES modules only
// into what jest loads.
const esModules = [
  "@kubernetes/client-node",
  "openid-client",
  "oauth4webapi",
  "jose",
  "listr2",
  "d3-[a-z-]+",
  "internmap",
];

const project = (displayName, directory) => ({
  displayName,
  roots: [`<rootDir>/${directory}`],
  testMatch: ["**/*.test.ts"],
  testEnvironment: "node",
  transform: { "^.+\\.[cm]?[jt]s$": ["@swc/jest", { jsc: { target: "es2023" }, module: { type: "commonjs" } }] },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join("|")})/)`],
});

// Rendering wants the real charts; the tables in settings/chartValues stand for them otherwise.
const rendered = process.env.FALCO_CHARTS_DIR ? [] : ["rendered\\w*\\.test\\.ts$"];

module.exports = {
  projects: [
    project("unit", "test/unit"),
    { ...project("charts", "test/charts"), testPathIgnorePatterns: ["/node_modules/", ...rendered] },
    project("e2e", "test/e2e"),
  ],
};
