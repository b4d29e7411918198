import { join } from "node:path";
import { postJson } from "../fixtures/from-address.ts";
import { freePorts } from "../fixtures/network.ts";
import { expect, test } from "../fixtures/test.ts";
import { newCredentials } from "../fixtures/users.ts";
import { WebServer } from "../fixtures/web-server.ts";

test("where the app's address is https, cookies are bound to host and transport", async ({ system }) => {
  const [port = 0] = await freePorts(1);
  const origin = "https://todo.example";
  const env = { ...system.webEnv, BETTER_AUTH_URL: origin, WEB_ORIGIN: origin };
  const server = new WebServer(port, env, join(system.logs, "https-web.log"));
  const credentials = newCredentials();
  system.confidential.add(credentials.password);
  try {
    await server.start(); // the same database, already migrated
    const answer = await postJson(`${server.origin}/api/auth/sign-up/email`, credentials, { origin });
    expect(answer.status).toBe(200);
    const cookies = answer.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-/);
      expect(cookie.split("; ")).toEqual(
        expect.arrayContaining(["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]),
      );
      expect(cookie).not.toMatch(/; domain=/i);
      system.confidential.add(decodeURIComponent(cookie.split(";")[0]?.split("=")[1] ?? ""));
    }
    const page = await fetch(`${server.origin}/sign-in`);
    expect(page.headers.get("Strict-Transport-Security")).toMatch(/max-age=\d{8}/);
    expect(page.headers.get("Content-Security-Policy")).toContain("upgrade-insecure-requests");
  } finally {
    await server.kill();
  }
});
