import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runAudit } from "../../src/cli/audit.js";
import { issueTestToken } from "../../src/testing/index.js";
import { createDemoApi } from "../audit/fixtures/demo-api/index.js";
import { PLANTED } from "../audit/fixtures/faults/index.js";
import { serve } from "../audit/fixtures/serve.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";

const ENV = { BETTER_AUTH_SECRET: SECRET, BETTER_AUTH_URL: ISSUER, JWT_AUDIENCE: AUDIENCE };

/** Run a command line; a terminal where `isTTY`. */
async function run(args: readonly string[], env: Record<string, string> = ENV, isTTY = false) {
  let [out, err] = ["", ""];
  const stdout = {
    isTTY,
    write(text: string) {
      out += text;
    },
  };
  const stderr = {
    isTTY,
    write(text: string) {
      err += text;
    },
  };
  const status = await runAudit(args, env, { stdout, stderr });
  return { status, out, err };
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "jwt-auth-bridge-cli-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

const broken = () =>
  serve(createDemoApi(PLANTED.find(({ name }) => name === "reading without scope")?.plant));

describe("jwt-auth-bridge audit", { timeout: 60_000 }, () => {
  it("ends with 0 when nothing leaks", async () => {
    const { status, out } = await run([await serve(createDemoApi())]);
    expect(status).toBe(0);
    expect(out).toContain("0 leaks, 19 of 19 operations tested");
  });

  it("ends with 1 on a leak, says which, and writes both reports; none holds a token or the secret", async () => {
    const path = folder();
    const files = ["--json", `${path}/audit.json`, "--sarif", `${path}/audit.sarif`];
    const { MINE, ...env } = { ...ENV, BETTER_AUTH_SECRET: "", MINE: SECRET };
    const { status, out, err } = await run([await broken(), "--secret-env", "MINE", ...files], {
      ...env,
      MINE,
    });
    expect(status).toBe(1);
    expect(out).toContain("✗ foreign-object  GET /api/{user_id}/notes/{note_id}");
    const written = ["audit.json", "audit.sarif"].map((name) => readFileSync(join(path, name), "utf8"));
    expect(JSON.parse(written[0] ?? "")).toMatchObject({
      version: 1,
      findings: [{ fault: "foreign-object" }],
    });
    expect(JSON.parse(written[1] ?? "")).toMatchObject({
      runs: [{ results: [{ ruleId: "foreign-object" }] }],
    });
    for (const text of [out, err, ...written]) {
      expect(text).not.toMatch(/eyJ[\w-]{8}/);
      expect(text).not.toContain(SECRET);
    }
  });

  it("takes two users' tokens from the environment", async () => {
    const token = (userId: string) =>
      issueTestToken({ secret: SECRET, issuer: ISSUER, audience: AUDIENCE, userId });
    const env = { A: token("ann-of-the-audit"), B: token("bob-of-the-audit") };
    const { status, out } = await run([await broken(), "--token-a-env", "A", "--token-b-env", "B"], env);
    expect(status).toBe(1);
    expect(out).toContain("✗ foreign-object");
    expect(out).toContain("They need the secret");
    expect(out).not.toMatch(/eyJ[\w-]{8}/);
  });

  it("warns when most could not be tested, and lists it", async () => {
    const another = { ...ENV, BETTER_AUTH_SECRET: "another-secret-that-the-api-does-not-know-1234" };
    const document = folder();
    const { status, out } = await run(
      [await serve(createDemoApi()), "--json", `${document}/a.json`],
      another,
    );
    expect(status).toBe(0); // GET /health lets everybody through
    expect(out).toContain("! MOST OF THE API WAS NOT TESTED: 18 of 19 operations");
    expect(out).toMatch(
      /Not tested, so not known to be safe:\n {2}GET \/api\/\{user_id\}\/notes +the owner was answered 401/,
    );
  });

  it("shows colour and progress on a terminal alone, and no colour where NO_COLOR is set", async () => {
    const url = await serve(createDemoApi());
    const limited = [url, "--max-requests", "30"];
    const terminal = await run(limited, ENV, true);
    expect(terminal.out).toContain("\u001b[33m");
    expect(terminal.err).toMatch(/0\/19 operations, \d+ requests: making objects/);
    expect((await run(limited, { ...ENV, NO_COLOR: "1" }, true)).out).not.toContain("\u001b");
    const log = await run(limited);
    expect(log.out + log.err).not.toContain("\u001b");
  });

  it("sends no more requests than it may, and calls nothing safe that it did not try", async () => {
    const { status, out } = await run([await serve(createDemoApi()), "--max-requests", "30"]);
    expect(status).toBe(2);
    expect(out).toContain("NOTHING WAS TESTED");
    expect(out).toContain("the limit of requests was reached");
    expect(out).toContain("0 of 19 operations tested, 30 requests");
  });

  it.each([
    ["no address", [], "Name one address"],
    ["two addresses", ["http://localhost:1", "http://localhost:2"], "Name one address"],
    ["an unknown option", ["http://localhost:1", "--fast"], "Unknown option '--fast'"],
    [
      "a limit that is none",
      ["http://localhost:1", "--max-requests", "many"],
      "--max-requests takes a whole number",
    ],
    ["no server of mine", ["https://api.example"], "--i-own-this-server"],
    [
      "a token instead of a name",
      ["http://localhost:1", "--token-a-env", "eyJhbGciOi.J9", "--token-b-env", "B"],
      "--token-a-env is not the name",
    ],
    ["a token as a word", ["http://localhost:1", "--token-a=eyJhbGciOiJIUzI1NiJ9.x.y"], "Unknown option"],
    ["one token", ["http://localhost:1", "--token-a-env", "PATH"], "--token-b-env is not the name"],
    [
      "a variable that is not set",
      ["http://localhost:1", "--secret-env", "NOT_SET_ANYWHERE"],
      "The variable that --secret-env names is not set",
    ],
    ["no issuer", ["http://localhost:1"], "BETTER_AUTH_URL", { BETTER_AUTH_SECRET: SECRET }],
    ["no document", ["http://127.0.0.1:1"], "No OpenAPI document at http://127.0.0.1:1/openapi.json"],
  ])(
    "ends with 2 and says what is wrong: %s",
    async (_, args, message, env: Record<string, string> = { ...ENV, PATH: "x" }) => {
      const { status, out, err } = await run(args, env);
      expect([status, out]).toEqual([2, ""]);
      expect(err).toContain(message);
      expect(err).not.toContain("eyJ");
    },
  );

  it("says so when a report cannot be written", async () => {
    const args = [await serve(createDemoApi()), "--max-requests", "30", "--json", "/nowhere/at/all.json"];
    const { status, err } = await run(args);
    expect([status, err]).toEqual([2, expect.stringContaining("ENOENT")]);
  });

  it("explains itself", async () => {
    expect(await run(["--help"], {})).toMatchObject({
      status: 0,
      out: expect.stringContaining("Usage: jwt-auth-bridge audit <url>"),
    });
  });
});
