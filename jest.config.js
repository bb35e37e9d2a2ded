// swc strips the types (tsc checks them in `npm run typecheck`) and turns the few dependencies that are ES modules only
// into what jest loads.
const esModules = ["@kubernetes/client-node", "openid-client", "oauth4webapi", "jose", "execa", "listr2"];

const project = (displayName, roots) => ({
  displayName,
  roots: roots.map((root) => `<rootDir>/${root}`),
  testMatch: ["**/*.test.ts"],
  testEnvironment: "node",
  transform: { "^.+\\.[cm]?[jt]s$": ["@swc/jest", { jsc: { target: "es2023" }, module: { type: "commonjs" } }] },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join("|")})/)`],
});

module.exports = {
  projects: [project("unit", ["test/unit"]), project("charts", ["test/charts"]), project("e2e", ["test/e2e"])],
};
