import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { decodeProtectedHeader } from "jose";
import { call } from "../fixtures/api-call.ts";
import { ApiServer } from "../fixtures/api-server.ts";
import type { Environment } from "../fixtures/child.ts";
import { accessKey, forge } from "../fixtures/forge.ts";
import { freePorts } from "../fixtures/network.ts";
import { paths } from "../fixtures/paths.ts";
import { AUDIENCE, type System } from "../fixtures/system.ts";
import { expect, test } from "../fixtures/test.ts";
import { mint } from "../fixtures/users.ts";
import { WebServer } from "../fixtures/web-server.ts";

/** A second API on the same database, with other keys than the system's. */
async function withApi(
  system: System,
  keys: Environment,
  use: (origin: string) => Promise<void>,
): Promise<void> {
  const [port = 0] = await freePorts(1);
  const { BETTER_AUTH_SECRET: _, ...rest } = system.apiEnv;
  const api = new ApiServer(port, { ...rest, ...keys }, join(system.logs, "other-keys-api.log"));
  try {
    await api.start();
    await use(api.origin);
  } finally {
    await api.kill();
  }
}

test("an API that holds only its derived key accepts the web app's tokens", async ({
  system,
  pair: [ada],
}) => {
  const program = join(paths.library, "dist/cli/main.js");
  const key = execFileSync(process.execPath, [program, "key", "--audience", AUDIENCE], {
    env: { BETTER_AUTH_SECRET: system.secret },
    encoding: "utf8",
  }).trim();
  system.confidential.add(key, accessKey(system.secret).toString("hex"));
  expect(key.endsWith(`:${accessKey(system.secret).toString("hex")}`)).toBe(true);

  await withApi(system, { JWT_BRIDGE_KEY: key }, async (origin) => {
    const url = `${origin}/api/${ada.id}/tasks`;
    expect((await call(url, { token: await ada.token() })).status).toBe(200);
    const foreign = forge({
      secret: randomBytes(32).toString("hex"),
      issuer: system.web.origin,
      userId: ada.id,
    });
    expect((await call(url, { token: foreign })).status).toBe(401);
  });
});

test("after the secret was rotated the API accepts tokens of the old one and of the new one", async ({
  system,
  pair: [ada],
}) => {
  const next = randomBytes(32).toString("base64");
  system.confidential.add(next);
  const old = await ada.token();
  const common = { issuer: system.web.origin, userId: ada.id };
  const ring = { BETTER_AUTH_SECRETS: `2:${next},1:${system.secret}` };
  await withApi(system, ring, async (origin) => {
    const url = `${origin}/api/${ada.id}/tasks`;
    expect((await call(url, { token: old })).status).toBe(200);
    expect((await call(url, { token: forge({ ...common, secret: next }) })).status).toBe(200);
    const foreign = forge({ ...common, secret: randomBytes(32).toString("hex") });
    expect((await call(url, { token: foreign })).status).toBe(401);
  });
  // The issuer comes second. Where the new secret alone is known, the old tokens end.
  const port = Number(new URL(system.web.origin).port);
  const web = new WebServer(port, { ...system.webEnv, ...ring }, join(system.logs, "rotated-web.log"));
  await system.web.stop();
  try {
    await web.start();
    await withApi(system, { BETTER_AUTH_SECRETS: `2:${next}` }, async (origin) => {
      const url = `${origin}/api/${ada.id}/tasks`;
      const { token } = await mint(web.origin, ada.cookie);
      system.confidential.addToken(token);
      expect((await call(url, { token })).status).toBe(200);
      const answer = await call(url, { token: old });
      expect([answer.status, answer.body.code]).toEqual([401, "token_invalid"]);
    });
  } finally {
    await web.kill();
    await system.web.start();
  }
});

test("on the way to key pairs the API accepts tokens of the secret and of a key pair", async ({
  system,
  pair: [ada],
}) => {
  const [port = 0] = await freePorts(1);
  // Beside the system's own, on the same database.
  const web = new WebServer(
    port,
    { ...system.webEnv, JWT_SIGNING: "jwks" },
    join(system.logs, "jwks-web.log"),
  );
  const keys = {
    BETTER_AUTH_SECRET: system.secret,
    JWT_JWKS_URL: `${system.web.origin}/api/auth/jwks`,
  };
  try {
    await web.start();
    const { token } = await mint(web.origin, ada.cookie);
    system.confidential.addToken(token);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: "EdDSA", typ: "at+jwt" });
    await withApi(system, keys, async (origin) => {
      const url = `${origin}/api/${ada.id}/tasks`;
      expect((await call(url, { token: await ada.token() })).status).toBe(200);
      expect((await call(url, { token })).status).toBe(200);
    });
    const answer = await call(`${system.api.origin}/api/${ada.id}/tasks`, { token });
    expect([answer.status, answer.body.code]).toEqual([401, "token_invalid"]);
  } finally {
    await web.kill();
  }
});
