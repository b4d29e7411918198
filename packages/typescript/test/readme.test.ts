import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const README = readFileSync(`${ROOT}README.md`, "utf8");
// A snippet that another one imports gives its file name in its first line.
const SNIPPETS: ReadonlyMap<string, string> = new Map(
  [...README.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""], index) => [
    `${ROOT}${/^\/\/ (\S+\.ts)\n/.exec(code)?.[1] ?? `snippet-${index + 1}.ts`}`,
    code,
  ]),
);

/** The snippets as one program, as an application with a bundler has them, against this package's source. */
function compile(): ts.Program {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT, {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    paths: {
      "jwt-auth-bridge": [`${ROOT}src/index.ts`],
      "jwt-auth-bridge/*": [`${ROOT}src/*/index.ts`],
    },
  });
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => SNIPPETS.has(name) || fileExists(name);
  host.readFile = (name) => SNIPPETS.get(name) ?? readFile(name);
  return ts.createProgram([...SNIPPETS.keys()], options, host);
}

describe("the snippets of the README", () => {
  let program: ts.Program;
  beforeAll(() => {
    program = compile();
  }, 60_000);

  it("are all there", () => {
    expect(SNIPPETS.size).toBe(README.match(/^```ts$/gm)?.length);
    expect(SNIPPETS.size).toBeGreaterThanOrEqual(5);
  });

  it.each([...SNIPPETS.keys()].map((name) => name.slice(ROOT.length)))(
    "%s is what the types allow",
    (name) => {
      const diagnostics = ts.getPreEmitDiagnostics(program, program.getSourceFile(`${ROOT}${name}`));
      expect(
        diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
      ).toEqual([]);
    },
    60_000,
  );
});
