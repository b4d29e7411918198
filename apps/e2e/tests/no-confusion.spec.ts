import { randomUUID } from "node:crypto";
import { call } from "../fixtures/api-call.ts";
import { signed } from "../fixtures/forge.ts";
import { postJson } from "../fixtures/from-address.ts";
import type { System } from "../fixtures/system.ts";
import { expect, test } from "../fixtures/test.ts";
import { claimsOf, cookieHeader, mint } from "../fixtures/users.ts";
import { startVariant, type Variant } from "../fixtures/variant-server.ts";

/** A user of the variant with an e-mail address that is not verified yet. */
async function join(system: System, variant: Variant) {
  const body = { name: "Eve", email: `eve-${randomUUID()}@example.org`, password: randomUUID() };
  const response = await postJson(`${variant.origin}/api/auth/sign-up/email`, body, {
    origin: system.web.origin,
  });
  expect(response.status).toBe(200);
  const cookie = cookieHeader(response);
  const { user } = (await response.json()) as { user: { id: string } };
  const verified = async (): Promise<boolean> => {
    const url = `${variant.origin}/api/auth/get-session?disableCookieCache=true`;
    const current = (await (await fetch(url, { headers: { Cookie: cookie } })).json()) as {
      user: { emailVerified: boolean };
    };
    return current.user.emailVerified;
  };
  return { id: user.id, email: body.email, cookie, verified };
}

const cookieValue = (header: string, name: string): string =>
  header
    .split("; ")
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? "";

test("no confusion with Better Auth's own tokens", async ({ system }) => {
  const variant = await startVariant(system);
  try {
    const eve = await join(system, variant);
    const tasks = `${system.api.origin}/api/${eve.id}/tasks`;
    const access = (await mint(variant.origin, eve.cookie)).token;

    await test.step("the access token is a good one, with the e-mail address in it", async () => {
      expect(claimsOf(access)).toMatchObject({ sub: eve.id, email: eve.email });
      expect((await call(tasks, { token: access })).status).toBe(200);
    });

    await test.step("an access token verifies no address", async () => {
      const answer = await call(`${variant.origin}/api/auth/verify-email?token=${access}`);
      expect(answer.status).toBe(401);
      expect(await eve.verified()).toBe(false);
    });

    const cache = cookieValue(eve.cookie, "better-auth.session_data");
    const session = decodeURIComponent(cookieValue(eve.cookie, "better-auth.session_token"));
    const mail = await variant.emailToken();
    const claims = claimsOf(access);
    const foreign = {
      "e-mail verification": mail,
      "session cache cookie": cache,
      "signed session cookie": session,
      "session cookie as a JWT": signed(
        { alg: "HS256", typ: "at+jwt" },
        { ...claims, session },
        system.secret,
      ),
      "session cookie's parts as a JWT": `${Buffer.from('{"alg":"HS256"}').toString("base64url")}.${session.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}`,
      "access token's claims under the raw secret": signed({ alg: "HS256" }, claims, system.secret),
    };

    for (const [kind, token] of Object.entries(foreign)) {
      await test.step(`the API refuses: ${kind}`, async () => {
        expect(token.length).toBeGreaterThan(40);
        const answer = await call(tasks, { token });
        expect([answer.status, answer.body.code]).toEqual([401, "token_invalid"]);
      });
    }

    await test.step("they are what they seem: the mail's token verifies, the cache holds the session", async () => {
      expect(claimsOf(cache)).toMatchObject({ user: { id: eve.id } });
      const answer = await call(`${variant.origin}/api/auth/verify-email?token=${mail}`);
      expect(answer.status).toBe(200);
      expect(await eve.verified()).toBe(true);
    });
  } finally {
    await variant.stop();
  }
});
