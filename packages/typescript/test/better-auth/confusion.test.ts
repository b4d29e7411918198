import { createHmac } from "node:crypto";
import { createEmailVerificationToken } from "better-auth/api";
import { describe, expect, it } from "vitest";
import { createVerifier, sharedSecret } from "../../src/index.js";
import { type createAuth, readToken, signUp, startAuth, tokenFor } from "../support/auth-server.js";
import { AUDIENCE, SECRET } from "../support/settings.js";

function verifierFor(issuer: string) {
  return createVerifier({ issuer, audience: AUDIENCE, keys: sharedSecret(SECRET) });
}

async function rowOf(auth: Awaited<ReturnType<typeof createAuth>>, email: string) {
  return (await (await auth.$context).internalAdapter.findUserByEmail(email))?.user;
}

describe("no confusion with Better Auth's own tokens", () => {
  it("an access token with an e-mail claim changes nothing at /verify-email", async () => {
    const { auth, origin } = await startAuth({ bridge: { claims: { email: ({ user }) => user.email } } });
    const { email, cookie } = await signUp(origin);
    const token = await tokenFor(origin, cookie);
    expect(readToken(token).payload.email).toBe(email);
    const visit = (value: string) =>
      fetch(`${origin}/api/auth/verify-email?token=${value}`, { redirect: "manual" });

    expect((await visit(token)).status).toBe(401);
    expect((await rowOf(auth, email))?.emailVerified).toBe(false);

    // The same visit with Better Auth's own token does verify: the refusal is not the test's mistake.
    expect((await visit(await createEmailVerificationToken(SECRET, email))).status).toBe(200);
    expect((await rowOf(auth, email))?.emailVerified).toBe(true);
  });

  it("the verifier refuses Better Auth's e-mail verification token", async () => {
    const token = await createEmailVerificationToken(SECRET, "ann@example.test");
    await expect(verifierFor("http://localhost:3000").verify(token)).rejects.toMatchObject({
      code: "token_invalid",
    });
  });

  it("the verifier refuses Better Auth's session cookie, which is a JWT too", async () => {
    const { origin } = await startAuth({
      session: { cookieCache: { enabled: true, maxAge: 300, strategy: "jwt" } },
    });
    const { cookie } = await signUp(origin);
    const cached = /session_data=([^;]+)/.exec(cookie)?.[1] ?? "";
    expect(cached.split(".")).toHaveLength(3);
    await expect(verifierFor(origin).verify(cached)).rejects.toMatchObject({ code: "token_invalid" });
  });

  it("the verifier refuses a good token signed with the raw secret", async () => {
    const { origin } = await startAuth();
    const { cookie } = await signUp(origin);
    const [header, payload, signature] = (await tokenFor(origin, cookie)).split(".");
    const signed = `${header}.${payload}`;
    const raw = createHmac("sha256", SECRET).update(signed).digest("base64url");
    const verifier = verifierFor(origin);
    await expect(verifier.verify(`${signed}.${signature}`)).resolves.toBeDefined();
    await expect(verifier.verify(`${signed}.${raw}`)).rejects.toMatchObject({
      reason: expect.stringMatching(/^signature: /),
    });
  });
});
