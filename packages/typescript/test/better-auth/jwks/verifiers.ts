import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished, vi } from "vitest";
import { type AuthError, createVerifier, sharedSecret } from "../../../src/index.js";
import { remoteJwks } from "../../../src/jwks/index.js";
import { AUDIENCE, SECRET } from "../../support/settings.js";

/** An API that takes keys of the set and of the secret, and has them in memory for five minutes. */
export interface Api {
  /** A word for each token: `accepted`, or that of the reason. */
  verdicts(tokens: readonly string[]): Promise<string[]>;
}

const PYTHON = fileURLToPath(new URL("../../../../../.venv/bin/python", import.meta.url));
const SCRIPT = fileURLToPath(new URL("verifier.py", import.meta.url));

/** The TypeScript verifier. Its timers are the test's. */
export function typescriptApi(issuer: string): Api {
  const keys = remoteJwks({ url: `${issuer}/api/auth/jwks`, clock: () => Date.now() / 1000 });
  onTestFinished(() => keys.close());
  const verifier = createVerifier({
    issuer,
    audience: AUDIENCE,
    keys: [keys, sharedSecret(SECRET)],
    info: () => {},
  });
  const verdict = (token: string) =>
    verifier.verify(token).then(
      () => "accepted",
      ({ reason }: AuthError) => reason.split(":")[0] ?? "",
    );
  return { verdicts: (tokens) => Promise.all(tokens.map(verdict)) };
}

/** The Python verifier, in a process of its own, told the time with each question. */
export async function pythonApi(issuer: string): Promise<Api> {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn(PYTHON, [SCRIPT], { env, stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const tell = (value: object) =>
    child.stdin.write(`${JSON.stringify({ ...value, now: Date.now() / 1000 })}\n`);
  tell({ issuer, audience: AUDIENCE, url: `${issuer}/api/auth/jwks`, secret: SECRET });
  return {
    async verdicts(tokens) {
      tell({ tokens });
      const { value, done } = await lines.next();
      if (done) throw new Error("the Python verifier has ended");
      return JSON.parse(value) as string[];
    },
  };
}

/** From here on time passes when the test says so, for dates and timers alike. */
export function stopTime(): void {
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], now: 1_750_000_000_000 });
  onTestFinished(() => void vi.useRealTimers());
}
