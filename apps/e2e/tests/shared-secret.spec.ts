import { randomBytes } from "node:crypto";
import { issueTestToken } from "jwt-auth-bridge/testing";
import { call } from "../fixtures/api-call.ts";
import { accessKey, forge, keyId, type Recipe } from "../fixtures/forge.ts";
import { AUDIENCE, type System } from "../fixtures/system.ts";
import { expect, test } from "../fixtures/test.ts";

const now = Math.floor(Date.now() / 1000);

const tasksOf = (system: System, userId: string): string => `${system.api.origin}/api/${userId}/tasks`;

test("shared secret: the API accepts a token minted by the web app", async ({ system, pair: [ada] }) => {
  const answer = await call(tasksOf(system, ada.id), { token: await ada.token() });
  expect(answer.status).toBe(200);
});

test("shared secret: the API accepts one made with the same secret elsewhere", async ({
  system,
  pair: [ada],
}) => {
  const common = { secret: system.secret, issuer: system.web.origin, userId: ada.id };
  for (const token of [issueTestToken({ ...common, audience: AUDIENCE }), forge(common)]) {
    expect((await call(tasksOf(system, ada.id), { token })).status).toBe(200);
  }
});

test("shared secret: issueTestToken under another secret or audience is refused", async ({
  system,
  pair: [ada],
}) => {
  const common = { secret: system.secret, issuer: system.web.origin, audience: AUDIENCE, userId: ada.id };
  const wrong = [
    { secret: randomBytes(32).toString("hex") },
    { audience: "other-api" },
    { issuer: "https://example.org" },
  ];
  for (const change of wrong) {
    const answer = await call(tasksOf(system, ada.id), { token: issueTestToken({ ...common, ...change }) });
    expect(answer.status).toBe(401);
  }
});

/** What each refused token has wrong; everything else in it is right. */
const faults: Readonly<Record<string, { code: string; change: (secret: string) => Partial<Recipe> }>> = {
  "another secret": { code: "token_invalid", change: () => ({ secret: randomBytes(32).toString("hex") }) },
  "another secret under our kid": { code: "token_invalid", change: () => ({ key: randomBytes(32) }) },
  "the raw secret": { code: "token_invalid", change: (secret) => ({ key: secret }) },
  "the raw secret without kid and typ": {
    code: "token_invalid",
    change: (secret) => ({ key: secret, header: { kid: undefined, typ: "JWT" } }),
  },
  "alg none": { code: "token_invalid", change: () => ({ hash: null, header: { alg: "none" } }) },
  "alg none, but signed": { code: "token_invalid", change: () => ({ header: { alg: "none" } }) },
  "no signature": { code: "token_invalid", change: () => ({ hash: null }) },
  HS384: { code: "token_invalid", change: () => ({ hash: "sha384", header: { alg: "HS384" } }) },
  "typ JWT": { code: "token_invalid", change: () => ({ header: { typ: "JWT" } }) },
  "a further header": { code: "token_invalid", change: () => ({ header: { crit: ["exp"] } }) },
  expired: { code: "token_expired", change: () => ({ claims: { iat: now - 600, exp: now - 300 } }) },
  "from the future": {
    code: "token_invalid",
    change: () => ({ claims: { iat: now + 600, exp: now + 900 } }),
  },
  "too long a life": { code: "token_invalid", change: () => ({ claims: { exp: now + 7200 } }) },
  "no exp": { code: "token_invalid", change: () => ({ claims: { exp: undefined } }) },
  "another audience": {
    code: "token_invalid",
    change: (secret) => ({
      key: accessKey(secret, "other-api"),
      header: { kid: keyId(secret, "other-api") },
      claims: { aud: "other-api" },
    }),
  },
  "another aud under our key": { code: "token_invalid", change: () => ({ claims: { aud: "other-api" } }) },
  "another issuer": { code: "token_invalid", change: () => ({ claims: { iss: "http://localhost:1" } }) },
};

for (const [fault, { code, change }] of Object.entries(faults)) {
  test(`shared secret: refused with ${fault}`, async ({ system, pair: [ada] }) => {
    const token = forge({
      secret: system.secret,
      issuer: system.web.origin,
      userId: ada.id,
      ...change(system.secret),
    });
    const answer = await call(tasksOf(system, ada.id), { token });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("WWW-Authenticate")).toBe('Bearer error="invalid_token"');
    expect(answer.headers.get("Content-Type")).toContain("application/problem+json");
    expect(answer.body.code).toBe(code);
  });
}
