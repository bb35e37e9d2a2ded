import importX, { createNodeResolver } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

// From the lowest to the highest, as ARCHITECTURE.md tells: a folder imports from those below it only.
const layers = [
  "diagnostics",
  "ruleFiles",
  "promql",
  "alerts",
  "dashboards",
  "settings",
  "components",
  "preflight",
  "mirror",
  "commands",
  "sandbox",
];
const above = ["scripts", "test"];

/** The sandbox's list of charts is the mirror's too. */
const exceptions = { sandbox: ["deploy/upstreamCharts.ts"] };

const layerZones = layers.flatMap((target, at) =>
  [...layers.slice(at + 1), ...above].map((from) => ({
    target: `./${target}`,
    from: `./${from}`,
    except: exceptions[from] ?? [],
    message: `${target}/ lies below ${from}/: see ARCHITECTURE.md.`,
  })),
);

export default tseslint.config(
  { ignores: ["node_modules", ".sandbox", "**/*.js", "**/*.mjs"] },
  ...tseslint.configs.strictTypeChecked,
  {
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js"] })],
    },
    rules: {
      "import-x/no-cycle": ["error", { ignoreExternal: true }],
      "import-x/no-restricted-paths": ["error", { zones: layerZones }],
      "max-lines": ["error", 250],
      "no-restricted-syntax": [
        "error",
        {
          selector: "TSAsExpression:not([typeAnnotation.typeName.name='const'])",
          message: "A cast silences the compiler: narrow the type instead.",
        },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unnecessary-condition": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // The Kubernetes client's model classes have no methods: object literals are what its documentation passes.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
    },
  },
);
