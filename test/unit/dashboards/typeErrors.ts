import { join } from "node:path";
import ts from "typescript";

const directory = __dirname;
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

/**
 * What the TypeScript compiler has against texts of modules, by their names; each text is taken for a file of this
 * directory.
 */
export function typeErrors<Name extends string>(
  modules: Readonly<Record<Name, string>>,
): Readonly<Record<string, readonly string[]>> {
  const texts = new Map(Object.entries<string>(modules).map(([name, text]) => [join(directory, `${name}.ts`), text]));
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...texts.keys()], options, {
    ...host,
    fileExists: (file) => texts.has(file) || host.fileExists(file),
    getSourceFile: (file, language) => {
      const text = texts.get(file);
      return text === undefined ? host.getSourceFile(file, language) : ts.createSourceFile(file, text, language);
    },
  });
  return Object.fromEntries(
    Object.keys(modules).map((name) => [
      name,
      program
        .getSemanticDiagnostics(program.getSourceFile(join(directory, `${name}.ts`)))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    ]),
  );
}
