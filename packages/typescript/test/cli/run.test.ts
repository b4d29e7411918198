import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.js";
import { readEnvironment, sharedSecret } from "../../src/index.js";
import type { Key } from "../../src/key.js";
import { OLD_SECRET, SECRET } from "../support/settings.js";

const KEY = "ASWbADaWCLA:cf4bc777589248cc78e8496fd5a18d40160bb56fe6142391312685eccc06ef73\n";
const shown = ({ kid, material }: Key) => [kid, material.export().toString("hex")];
const ENV = { BETTER_AUTH_SECRET: SECRET };

describe("jwt-auth-bridge key", () => {
  it.each([
    ["--audience", ["key", "--audience", "todo-api"], ENV],
    ["JWT_AUDIENCE", ["key"], { ...ENV, JWT_AUDIENCE: "todo-api" }],
    ["a list of one", ["key", "--audience=todo-api"], { BETTER_AUTH_SECRETS: `2:${SECRET}` }],
  ])("prints the derived key: %s", (_, args, env) => {
    expect(run(args, env)).toEqual({ status: 0, stdout: KEY, stderr: "" });
  });

  it("prints a key of each secret, as JWT_BRIDGE_KEYS takes them", () => {
    const BETTER_AUTH_SECRETS = `2:${SECRET},1:${OLD_SECRET}`;
    const { stdout } = run(["key"], { BETTER_AUTH_SECRETS, JWT_AUDIENCE: "todo-api" });
    const { keys } = readEnvironment({
      BETTER_AUTH_URL: "http://localhost:3000",
      JWT_AUDIENCE: "todo-api",
      JWT_BRIDGE_KEYS: stdout.trimEnd(),
    });
    const expected = sharedSecret([SECRET, OLD_SECRET]).keysFor("todo-api");
    expect(keys.flatMap((source) => source.keysFor("todo-api")).map(shown)).toEqual(expected.map(shown));
  });

  it.each([
    ["no audience", ["key"], ENV, "--audience"],
    ["no secret", ["key", "--audience", "a"], {}, "BETTER_AUTH_SECRET"],
    ["a short secret", ["key", "--audience", "a"], { BETTER_AUTH_SECRET: "pass-word" }, "BETTER_AUTH_SECRET"],
  ])("ends with 1 and one line for a wrong setting: %s", (_, args, env, name) => {
    const { status, stdout, stderr } = run(args, env);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toContain(name);
    expect(stderr).not.toContain("pass-word");
  });

  it.each([
    ["nothing", []],
    ["an unknown command", ["keys"]],
    ["two commands", ["key", "key"]],
    ["an unknown option", ["key", "--secret", "x"]],
    ["an option without its value", ["key", "--audience"]],
    ["an option of another command", ["key", "--jwks"]],
    ["a rotation that is not only planned", ["rotate"]],
    ["a lifetime that no token has", ["rotate", "--plan", "--lifetime", "2h"]],
    ["a lifetime without a unit", ["rotate", "--plan", "--lifetime", "300"]],
  ])("ends with 2 and says how to use it: %s", (_, args) => {
    const { status, stdout, stderr } = run(args, ENV);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("Usage: jwt-auth-bridge key --audience <name>");
  });

  it("explains itself", () => {
    expect(run(["--help"], {})).toMatchObject({
      status: 0,
      stderr: "",
      stdout: expect.stringContaining("Usage:"),
    });
  });
});
