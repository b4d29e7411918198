import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { describe, expect, it, onTestFinished } from "vitest";
import { runAudit } from "../../src/cli/audit.js";
import { issueTestToken } from "../../src/testing/index.js";
import { createDemoApi } from "../audit/fixtures/demo-api/index.js";
import { documentOf } from "../audit/fixtures/demo-api/openapi.js";
import { PLANTED } from "../audit/fixtures/faults/index.js";
import type { Planted } from "../audit/fixtures/faults/planted.js";
import { serve } from "../audit/fixtures/serve.js";
import { listen } from "../support/listen.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";

const ENV = { BETTER_AUTH_SECRET: SECRET, BETTER_AUTH_URL: ISSUER, JWT_AUDIENCE: AUDIENCE };

/** Run a command line; on a terminal where `columns` says how wide it is. */
async function run(args: readonly string[], env: Record<string, string> = ENV, columns?: number) {
  let [out, err] = ["", ""];
  const screen = columns === undefined ? {} : { isTTY: true, columns };
  const stdout = {
    ...screen,
    write(text: string) {
      out += text;
    },
  };
  const stderr = {
    ...screen,
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

const broken = () => small(PLANTED.find(({ name }) => name === "reading without scope")?.plant);

/** The demo API with what is below one path in its document: the command is tried here, and not the audit. */
const small = (plant?: Planted["plant"]) =>
  serve(
    createDemoApi((demo) => {
      demo.app.get("/openapi.json", (c) => c.json(documentOf(["/api/{user_id}/notes", "/health"])));
      plant?.(demo);
    }),
  );

describe("jwt-auth-bridge audit", { timeout: 60_000 }, () => {
  it("ends with 0 when nothing leaks", async () => {
    const { status, out } = await run([await small()]);
    expect(status).toBe(0);
    expect(out).toMatch(/✓ No leak found, (\d+) of \1 operations tested/);
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
    expect(out).toMatch(/They need\s+the\s+secret/);
    expect(out).not.toMatch(/eyJ[\w-]{8}/);
  });

  it("never ends with 0 when the tokens are not taken, and lists what is not known", async () => {
    const another = { ...ENV, BETTER_AUTH_SECRET: "another-secret-that-the-api-does-not-know-1234" };
    const { status, out } = await run([await small()], another);
    expect(status).toBe(2); // also though GET /health lets everybody through
    expect(out).toMatch(
      /! THE TOKENS WERE NOT TAKEN: the owner was answered 401 for \d+ of \d+ operations\./,
    );
    expect(out).not.toContain("NOTHING SHOWS THAT THE TOKENS ARE TAKEN"); // it has been said
    expect(out).toMatch(/! MOST OF THE API WAS NOT TESTED: (\d+) of \d+ operations/);
    expect(out).toMatch(
      /Not tested, so not known to be safe:\n {2}GET \/api\/\{user_id\}\/notes: the owner was answered 401/,
    );
    expect(out.trimEnd().split("\n").at(-1)).toMatch(/^\? Not known, 1 of \d+ operations tested, /);
  });

  it.each([60, 80, 120])("writes no line that is wider than a terminal of %d columns", async (columns) => {
    const { out, err } = await run([await broken()], { ...ENV, NO_COLOR: "1" }, columns);
    for (const line of out.split("\n")) expect(line.length, line).toBeLessThanOrEqual(columns);
    for (const line of err.split("\r\u001b[2K")) expect(line.length).toBeLessThan(columns);
  });

  it("shows colour and progress on a terminal alone, and no colour where NO_COLOR is set", async () => {
    const url = await small();
    const limited = [url, "--max-requests", "30"];
    const terminal = await run(limited, ENV, 120);
    expect(terminal.out).toContain("\u001b[33m");
    expect(terminal.err).toMatch(/0\/\d+ operations, \d+ requests: making objects/);
    expect((await run(limited, { ...ENV, NO_COLOR: "1" }, 120)).out).not.toContain("\u001b");
    const log = await run(limited);
    expect(log.out).not.toContain("\u001b");
    expect(log.err).toBe("");
  });

  it("sends no more requests than it may, and calls nothing safe that it did not try", async () => {
    const { status, out } = await run([await small(), "--max-requests", "30"]);
    expect(status).toBe(2);
    expect(out).toContain("NOTHING WAS TESTED");
    expect(out).toContain("the limit of requests was reached");
    expect(out).toMatch(/Not known, 0 of \d+ operations tested, 30 requests/);
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
    ["nobody there", ["http://127.0.0.1:1"], "Nobody listens at http://127.0.0.1:1. Start the API"],
    ["one file for two reports", ["http://localhost:1", "--json", "a", "--sarif", "a"], "name the same file"],
  ])(
    "ends with 2 and says what is wrong: %s",
    async (_, args, message, env: Record<string, string> = { ...ENV, PATH: "x" }) => {
      const { status, out, err } = await run(args, env);
      expect([status, out]).toEqual([2, ""]);
      expect(err).toContain(message);
      expect(err).not.toContain("eyJ");
    },
  );

  it.each(["--json", "--sarif"])("says before anything is sent that %s cannot be written", async (option) => {
    let heard = 0;
    const url = await listen(createServer((_, response) => void response.end(`${++heard}`)));
    const { status, out, err } = await run([url, option, "/nowhere/at/all.json"]);
    expect([status, out, heard]).toEqual([2, "", 0]);
    expect(err).toBe("The report /nowhere/at/all.json cannot be written (ENOENT)\n");
  });

  it("shows the leak, and ends with 1, though its report could not be written in the end", async () => {
    const path = folder();
    const args = ["--json", "/dev/full", "--sarif", `${path}/audit.sarif`];
    const { status, out, err } = await run([await broken(), ...args]);
    expect(status).toBe(1);
    expect(out).toContain("✗ foreign-object");
    expect(err).toBe("The report /dev/full cannot be written (ENOSPC)\n");
    expect(readFileSync(join(path, "audit.sarif"), "utf8")).toContain('"ruleId": "foreign-object"');
  });

  it("does not end with 0 when its report could not be written in the end", async () => {
    expect(await run([await small(), "--json", "/dev/full"])).toMatchObject({ status: 2 });
  });

  it("leaves no report of an earlier run behind", async () => {
    const path = `${folder()}/audit.json`;
    writeFileSync(path, "{}");
    await run(["http://127.0.0.1:1", "--json", path]);
    expect(readFileSync(path, "utf8")).toBe("");
  });

  it("says which reports are empty when it breaks down, and loses none that it has", async () => {
    const path = folder();
    const [json, url] = [`${path}/audit.json`, await small()];
    const stdout = {
      write(): never {
        throw new TypeError("broken");
      },
    };
    let err = "";
    const say = (text: string) => {
      err += text;
    };
    const limited = [url, "--max-requests", "30", "--json", json];
    expect(await runAudit(limited, ENV, { stdout, stderr: { write: say } })).toBe(70);
    expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject({ verdict: "unknown" });
    expect(err).not.toContain("is empty");
    const stderr = {
      isTTY: true,
      write(text: string) {
        if (text.includes("making objects")) throw new TypeError("broken");
        say(text);
      },
    };
    expect(await runAudit(limited, ENV, { stdout, stderr })).toBe(70);
    expect(err).toContain(`The report ${json} is empty: the audit did not come to its end.\n`);
    expect(readFileSync(json, "utf8")).toBe("");
  });

  it("writes a report to standard output, and the table beside it", async () => {
    const { status, out, err } = await run([await broken(), "--json", "-"]);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ version: 1, verdict: "leak" });
    expect(err).toMatch(/✗ 1 leak, (\d+) of \1 operations tested/);
  });

  it("tells a mistake of its own from one of the caller's, and shows nothing that it held", async () => {
    const stdout = {
      write(): never {
        throw new TypeError("eyJhbGciOiJIUzI1NiJ9");
      },
    };
    let err = "";
    const stderr = {
      write(text: string) {
        err += text;
      },
    };
    expect(await runAudit(["--help"], ENV, { stdout, stderr })).toBe(70);
    expect(err).toMatch(/^This is a mistake in jwt-auth-bridge, .* Please report it.*:\nTypeError\n\s+at /);
    expect(err).not.toContain("eyJ");
  });

  it("does not show a token that cannot be sent", async () => {
    const env = { A: "eyJhbGciOi.J9\n", B: "eyJhbGciOi.J8" };
    const ids = ["--user-a", "ann", "--user-b", "bob"];
    const { status, err } = await run(
      ["http://127.0.0.1:1", "--token-a-env", "A", "--token-b-env", "B", ...ids],
      env,
    );
    expect([status, err]).toEqual([
      2,
      "The token of the owner user holds a space, a line break or the like\n",
    ]);
  });

  it("says where it looked for the document", async () => {
    const { status, err } = await run([await serve(new Hono())]);
    expect([status, err]).toEqual([2, expect.stringMatching(/^No OpenAPI document at http:.*--openapi/)]);
  });

  it("explains itself", async () => {
    expect(await run(["--help"], {})).toMatchObject({
      status: 0,
      out: expect.stringContaining("Usage: jwt-auth-bridge audit <url>"),
    });
  });
});
