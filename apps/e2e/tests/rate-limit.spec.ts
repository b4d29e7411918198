import { get, newAddress, postJson } from "../fixtures/from-address.ts";
import { expect, test } from "../fixtures/test.ts";
import { newCredentials, signUp } from "../fixtures/users.ts";

const MOST_TRIES = 1_000;

for (const path of ["/sign-in/email", "/sign-up/email"]) {
  test(`guessing is limited at ${path}, and no header of the client's lifts the limit`, async ({
    system,
  }) => {
    const url = `${system.web.origin}/api/auth${path}`;
    const address = newAddress();
    // A short password: sign-up refuses it too, and no account is left behind.
    const attempt = (headers: Record<string, string> = {}, from = address) =>
      postJson(url, { ...newCredentials(), password: "short" }, { address: from, headers });

    let tries = 0;
    let answer = await attempt();
    while (answer.status !== 429 && tries < MOST_TRIES) {
      expect([400, 401]).toContain(answer.status);
      tries += 1;
      answer = await attempt();
    }
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("X-Retry-After"))).toBeGreaterThan(0);

    const spoofed = [
      "X-Forwarded-For",
      "X-Real-IP",
      "X-Client-Address",
      "CF-Connecting-IP",
      "True-Client-IP",
      "X-Client-IP",
    ];
    for (const name of spoofed) expect((await attempt({ [name]: "203.0.113.7" })).status, name).toBe(429);
    expect((await attempt({ Forwarded: "for=203.0.113.7" })).status).toBe(429);

    // Somebody else, at another address, is not held up.
    expect((await attempt({}, newAddress())).status).not.toBe(429);
  });
}

test("the limit is kept in the database: a restart of the web server lifts nothing", async ({ system }) => {
  const url = `${system.web.origin}/api/auth/sign-in/email`;
  const address = newAddress();
  const attempt = () => postJson(url, newCredentials(), { address });
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if ((await attempt()).status === 429) break;
  }
  await system.web.kill();
  await system.web.start();
  expect((await attempt()).status).toBe(429);
});

test("minting tokens is limited for each address", async ({ system }) => {
  const ada = await signUp(system);
  const url = `${system.web.origin}/api/auth/token`;
  const address = newAddress();
  const attempt = (from: string) => get(url, { address: from, headers: { Cookie: ada.cookie } });
  let minted = 0;
  let answer = await attempt(address);
  while (answer.status !== 429 && minted < MOST_TRIES) {
    expect(answer.status).toBe(200);
    minted += 1;
    answer = await attempt(address);
  }
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get("X-Retry-After"))).toBeGreaterThan(0);
  expect((await attempt(newAddress())).status).toBe(200);
});

// Better Auth's own limit (100) would hit every page of a busy address: its counter starts anew only after a pause.
test("asking for the session is not limited: pages of one address do it all the time", async ({ system }) => {
  const ada = await signUp(system);
  const from = { address: newAddress(), headers: { Cookie: ada.cookie } };
  for (let page = 0; page < 150; page += 1) {
    expect((await get(`${system.web.origin}/api/auth/get-session`, from)).status).toBe(200);
  }
});
