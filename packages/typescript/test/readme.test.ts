import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TSC = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const README = readFileSync(`${ROOT}README.md`, "utf8");
// A snippet that another one imports gives its file name in its first line.
const SNIPPETS: ReadonlyMap<string, string> = new Map(
  [...README.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""], index) => [
    /^\/\/ (\S+\.ts)\n/.exec(code)?.[1] ?? `snippet-${index + 1}.ts`,
    code,
  ]),
);

/** What the compiler says of them all, as one application with a bundler, against this package's source. */
function compile(folder: string): string {
  for (const [name, code] of SNIPPETS) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), code);
  }
  const compilerOptions = {
    noEmit: true,
    module: "esnext",
    moduleResolution: "bundler",
    paths: {
      "jwt-auth-bridge": [`${ROOT}src/index.ts`],
      "jwt-auth-bridge/*": [`${ROOT}src/*/index.ts`],
    },
  };
  const config = { extends: `${ROOT}tsconfig.json`, compilerOptions, include: ["**/*.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const args = [TSC, "--pretty", "false", "-p", folder];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  return stdout + stderr;
}

describe("the snippets of the README", () => {
  // Below the package, so that they find what it has installed.
  const cache = join(ROOT, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "readme-"));
  let said: string;
  beforeAll(() => {
    said = compile(folder);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are all there", () => {
    expect(SNIPPETS.size).toBe(README.match(/^```ts$/gm)?.length);
    expect(SNIPPETS.size).toBeGreaterThanOrEqual(5);
  });

  it.each([...SNIPPETS.keys()])("%s is what the types allow", (name) => {
    expect(said.split("\n").filter((line) => line.startsWith(`${name}(`))).toEqual([]);
  });

  it("are all that was compiled, and compile", () => expect(said).toBe(""));
});
