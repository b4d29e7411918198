import { call } from "../fixtures/api-call.ts";
import { keyId } from "../fixtures/forge.ts";
import { AUDIENCE } from "../fixtures/system.ts";
import { expect, test } from "../fixtures/test.ts";
import { claimsOf, mint } from "../fixtures/users.ts";

test("token carries the user id", async ({ system, pair: [ada] }) => {
  const { response, token } = await mint(system.web.origin, ada.cookie);
  system.confidential.addToken(token);
  expect(response.status).toBe(200);

  const header = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as object;
  expect(header).toEqual({ alg: "HS256", typ: "at+jwt", kid: keyId(system.secret) });

  const current = await fetch(`${system.web.origin}/api/auth/get-session`, {
    headers: { Cookie: ada.cookie },
  });
  const { session, user } = (await current.json()) as { session: { id: string }; user: { id: string } };
  const { iat, exp, jti, ...claims } = claimsOf(token);
  // Exactly these: no e-mail, no name, and never the session's own token.
  expect(claims).toEqual({ iss: system.web.origin, aud: AUDIENCE, sub: user.id, sid: session.id });
  expect(user.id).toBe(ada.id);
  // iat has milliseconds, exp is whole (profile rule R5).
  expect(Number(exp) - Math.floor(Number(iat))).toBe(300);
  expect(jti).toMatch(/^[0-9a-f-]{36}$/);
});

test("two tokens of one session differ in jti", async ({ system, pair: [ada] }) => {
  const minted = [await mint(system.web.origin, ada.cookie), await mint(system.web.origin, ada.cookie)];
  const [one = "", two = ""] = minted.map(({ token }) => token);
  for (const each of [one, two]) system.confidential.addToken(each);
  expect(claimsOf(one).jti).not.toBe(claimsOf(two).jti);
});

test("the token endpoint forbids storing its answer", async ({ system, pair: [ada] }) => {
  const { response, token } = await mint(system.web.origin, ada.cookie);
  system.confidential.addToken(token);
  expect(response.headers.get("Cache-Control")).toContain("no-store");
});

test("the token endpoint answers 401 without a session", async ({ system, pair: [ada] }) => {
  const [name] = ada.cookie.split("=");
  for (const cookie of ["", `${name}=forged.c2lnbmF0dXJl`]) {
    const { response, token } = await mint(system.web.origin, cookie);
    expect(response.status).toBe(401);
    expect(token).toBe("");
  }
});

test("public keys are published before any of them signs", async ({ system }) => {
  const answer = await call<{ keys: Record<string, unknown>[] }>(`${system.web.origin}/api/auth/jwks`);
  expect(answer.status).toBe(200);
  // One key pair, and nothing of its private half.
  expect(answer.body.keys).toHaveLength(1);
  expect(Object.keys(answer.body.keys[0] ?? {}).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x"]);
});
