import { join } from "node:path";
import { ApiServer } from "../fixtures/api-server.ts";
import type { Child, Environment } from "../fixtures/child.ts";
import { freePorts } from "../fixtures/network.ts";
import { expect, test } from "../fixtures/test.ts";
import { WebServer } from "../fixtures/web-server.ts";

const GOOD = "correct-horse-battery-staple-0123456789abcdef";

/** Each must stop a server at start; `undefined` leaves the variable out. */
const bad: Readonly<Record<string, string | undefined>> = {
  missing: undefined,
  empty: "",
  "white space alone": " ".repeat(40),
  "31 characters": "abcdefghijklmnopqrstuvwxyz01234",
  "32 bytes, but 31 characters": "abcdefghijklmnopqrstuvwxyz0123é",
  "Better Auth's public default": "better-auth-secret-12345678901234567890",
  "one character repeated": "a".repeat(64),
  "seven characters repeated": "abcdefg".repeat(8),
  "a space before": ` ${GOOD}`,
  "a new line after": `${GOOD}\n`,
};

const sides = { web: WebServer, api: ApiServer } as const;

/** What it printed, without the name and version that `next start` greets with. */
const complaint = (stderr: string): string[] => stderr.split("\n").filter((line) => line.trim() !== "");

async function expectRefusal(child: Child, words: RegExp, value?: string): Promise<void> {
  const { code, stdout, stderr } = await child.finished();
  expect(code).not.toBe(0);
  expect(code).not.toBeNull(); // ended by itself, not by a signal
  const lines = complaint(stderr);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(words);
  if (value && value.trim().length > 1) expect(stdout + stderr).not.toContain(value.trim());
}

for (const [side, Server] of Object.entries(sides)) {
  test(`a bad secret stops the ${side} server with one line`, async ({ system }) => {
    test.setTimeout(120_000);
    for (const [kind, value] of Object.entries(bad)) {
      const [port = 0] = await freePorts(1);
      const { BETTER_AUTH_SECRET: _, ...rest } = system.env;
      const env: Environment = value === undefined ? rest : { ...rest, BETTER_AUTH_SECRET: value };
      const server = new Server(port, env, join(system.logs, `bad-secret-${side}.log`));
      await test.step(kind, () => expectRefusal(server.spawn(), /BETTER_AUTH_SECRET/, value));
    }
  });

  test(`a bad ring of secrets or a bad address stops the ${side} server with one line`, async ({
    system,
  }) => {
    const wrong: readonly [RegExp, Environment][] = [
      [/BETTER_AUTH_SECRETS/, { BETTER_AUTH_SECRETS: `2:short,1:${GOOD}` }],
      [/BETTER_AUTH_SECRETS/, { BETTER_AUTH_SECRETS: `1:${GOOD},1:${GOOD}x` }],
      [/BETTER_AUTH_URL/, { BETTER_AUTH_URL: "localhost:3000" }],
      [/JWT_AUDIENCE/, { JWT_AUDIENCE: "" }],
    ];
    for (const [words, change] of wrong) {
      const [port = 0] = await freePorts(1);
      const server = new Server(
        port,
        { ...system.env, ...change },
        join(system.logs, `bad-settings-${side}.log`),
      );
      await test.step(String(words), () => expectRefusal(server.spawn(), words));
    }
  });
}
