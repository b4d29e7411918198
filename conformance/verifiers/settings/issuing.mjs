/** Better Auth with the package's plugin, in memory, and one person signed in: it issues tokens with an application's claims. */
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { jwtBridge } from "jwt-auth-bridge/better-auth";

const PERSON = { name: "Person", email: "person@example.test", password: "a-long-password" };

/** @returns {Promise<(claims: Record<string, unknown>) => Promise<unknown>>} issues a token with these claims, or rejects */
export async function openIssuer() {
  /** @type {Record<string, unknown>} */
  let added = {};
  const auth = betterAuth({
    baseURL: "https://app.example",
    secret: "0123456789abcdefghijklmnopqrstuvwxyz",
    database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
    emailAndPassword: { enabled: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [jwtBridge({ audience: "api", claims: () => added })],
  });
  const { headers } = await auth.api.signUpEmail({ body: PERSON, returnHeaders: true });
  const cookie = headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  return (claims) => {
    added = claims;
    return auth.api.getToken({ headers: new Headers({ cookie }) });
  };
}
