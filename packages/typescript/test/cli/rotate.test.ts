import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.js";
import { sharedSecret } from "../../src/index.js";
import { OLD_SECRET, SECRET } from "../support/settings.js";

const RING = { BETTER_AUTH_SECRETS: `2:${SECRET},1:${OLD_SECRET}`, JWT_AUDIENCE: "todo-api" };
const KEYS = sharedSecret([SECRET, OLD_SECRET]).keysFor("todo-api");
const KIDS = KEYS.map(({ kid }) => kid);

function plan(args: readonly string[] = [], env = {}): string {
  const { status, stdout, stderr } = run(["rotate", "--plan", ...args], env);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

/** Of each step that sets something: who restarts, and with what. */
const settings = (text: string) =>
  [...text.matchAll(/^ +(?:(APIs|auth servers) +)(BETTER_AUTH_SECRETS=\S+)/gm)].map(([, who, what]) => [
    who,
    what,
  ]);

describe("jwt-auth-bridge rotate --plan", () => {
  it("has everybody accept the new secret before anybody signs with it, and the APIs drop the old one first", () => {
    expect(settings(plan())).toEqual([
      ["APIs", "BETTER_AUTH_SECRETS=2:<new>,1:<old>"],
      ["auth servers", "BETTER_AUTH_SECRETS=1:<old>,2:<new>"],
      ["auth servers", "BETTER_AUTH_SECRETS=2:<new>,1:<old>"],
      ["APIs", "BETTER_AUTH_SECRETS=2:<new>"],
      ["auth servers", "BETTER_AUTH_SECRETS=2:<new>"],
    ]);
  });

  it.each([
    [[], "A token lives 5 minutes.", "Wait 6 minutes from that time"],
    [["--lifetime", "1m"], "A token lives 1 minute.", "Wait 2 minutes from that time"],
    [["--lifetime=90s"], "A token lives 1 minute 30 s.", "Wait 2 minutes 30 s from that time"],
    [["--lifetime", "1h"], "A token lives 60 minutes.", "Wait 61 minutes from that time"],
  ])("says how long to wait: %j", (args, lives, wait) => {
    const text = plan(args);
    expect(text).toContain(lives);
    expect(text).toContain(wait);
  });

  it.each([
    ["the secrets", RING],
    ["the keys", { JWT_BRIDGE_KEYS: run(["key"], RING).stdout.trimEnd(), JWT_AUDIENCE: "todo-api" }],
  ])("names the key ids of %s, and holds no secret and no key", (_, env) => {
    const text = plan([], env);
    expect(text).toContain(`Keys of this environment: ${KIDS[0]} (first), ${KIDS[1]}\n`);
    for (const secret of [SECRET, OLD_SECRET]) expect(text).not.toContain(secret);
    for (const { material } of KEYS) expect(text).not.toContain(material.export().toString("hex"));
  });

  it("needs no setting", () => {
    expect(plan()).not.toContain("Keys of this environment");
  });

  it("tells of the private keys that are encrypted with the secret, with --jwks", () => {
    expect(plan(["--jwks"])).toContain("Wait until a key pair signs that was made after step 3");
    expect(settings(plan(["--jwks"]))).toEqual(settings(plan()));
  });

  it("ends with 1 for secrets that nothing would start with", () => {
    const { status, stderr } = run(["rotate", "--plan"], { ...RING, BETTER_AUTH_SECRETS: "2:pass-word" });
    expect(status).toBe(1);
    expect(stderr).toContain("Version 2 of BETTER_AUTH_SECRETS");
    expect(stderr).not.toContain("pass-word");
  });
});
