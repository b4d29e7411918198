import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { forge, type Recipe } from "../fixtures/forge.ts";
import { refusalsDuring } from "../fixtures/log-lines.ts";
import { expect, test } from "../fixtures/test.ts";

const ROUTE = "/api/{user_id}/tasks";
const now = Math.floor(Date.now() / 1000);
const segment = (text: string): string => Buffer.from(text).toString("base64url");

/** Values of `Authorization` that are refused before anything of a token is known, by the word of their reason. */
const headers: readonly (readonly [word: string, values: readonly string[]])[] = [
  ["no_credentials", []],
  ["other_scheme", ["Basic YWRhOmFkYQ=="]],
  ["many_headers", ["Bearer a.b.c", "Bearer a.b.c"]],
  ["header_malformed", ["Bearer a.b.c d.e.f"]],
  ["too_long", [`Bearer ${"a".repeat(9_000)}`]],
  ["grammar", ["Bearer a.b"]],
  ["header_json", [`Bearer ${segment("hello")}.${segment("{}")}.${segment("x")}`]],
];

/** One change each to a token that would be accepted. */
const tokens: readonly (readonly [word: string, change: Partial<Recipe>])[] = [
  ["header_members", { header: { crit: ["exp"] } }],
  ["alg", { header: { alg: "none" } }],
  ["typ", { header: { typ: "JWT" } }],
  ["kid_unknown", { secret: randomBytes(32).toString("hex") }],
  ["signature", { key: randomBytes(32) }],
  ["claim_missing", { claims: { sid: undefined } }],
  ["claim_type", { claims: { exp: String(now + 300) } }],
  ["claim_value", { claims: { sub: "" } }],
  ["iss", { claims: { iss: "https://example.org" } }],
  ["aud", { claims: { aud: "other-api" } }],
  ["lifetime", { claims: { exp: now + 7_200 } }],
  ["not_yet", { claims: { iat: now + 600, exp: now + 900 } }],
  ["expired", { claims: { iat: now - 600, exp: now - 300 } }],
];

const CODES: Readonly<Record<string, string>> = {
  no_credentials: "token_missing",
  other_scheme: "token_missing",
  expired: "token_expired",
  path_user: "user_mismatch",
};
/** What happens every day is no warning. */
const levelOf = (code: string): string => (/missing|expired/.test(code) ? "INFO" : "WARNING");

/** The line that a refused GET has to leave. */
const lineOf = (word: string, method = "GET") => {
  const code = CODES[word] ?? "token_invalid";
  return {
    level: levelOf(code),
    status: code === "user_mismatch" ? 403 : 401,
    code,
    word,
    method,
    route: ROUTE,
  };
};

/** A GET with these `Authorization` headers, each on a line of its own. */
async function statusOf(url: string, authorization: readonly string[]): Promise<number | undefined> {
  const sent = request(url, {
    headers: authorization.length > 0 ? { Authorization: [...authorization] } : {},
  }).end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  await once(answer.resume(), "end");
  return answer.statusCode;
}

test("each refused request leaves exactly one line, with its reason", async ({
  system,
  pair: [ada, bob],
}) => {
  const recipe = { secret: system.secret, issuer: system.web.origin, userId: ada.id };
  const own = `${system.api.origin}/api/${ada.id}/tasks`;
  const others = `${system.api.origin}/api/${bob.id}/tasks`;
  const good = forge(recipe);

  const lines = await refusalsDuring(system, async () => {
    for (const [, values] of headers) expect(await statusOf(own, values)).toBe(401);
    for (const [, change] of tokens) {
      expect(await statusOf(own, [`Bearer ${forge({ ...recipe, ...change })}`])).toBe(401);
    }
    expect(await statusOf(others, [`Bearer ${good}`])).toBe(403);
    expect(await statusOf(own, [`Bearer ${good}`])).toBe(200); // and a good one none
  });

  const words = [...headers, ...tokens].map(([word]) => word);
  expect(lines).toEqual([...words, "path_user"].map((word) => lineOf(word)));
});

test("a page's refused requests leave one line each, their preflights none", async ({
  system,
  page,
  pair: [ada],
}) => {
  const recipe = { secret: system.secret, issuer: system.web.origin, userId: ada.id };
  const expired = forge({ ...recipe, claims: { iat: now - 600, exp: now - 300 } });
  const foreign = forge({ ...recipe, secret: randomBytes(32).toString("hex") });
  const url = `${system.api.origin}/api/${ada.id}/tasks`;
  await page.goto("/sign-in");

  const lines = await refusalsDuring(system, async () => {
    for (const [method, token] of [
      ["GET", expired],
      ["POST", foreign],
      ["GET", ""],
    ] as const) {
      const status = await page.evaluate(
        async (sent) => {
          const authorization = sent.token === "" ? undefined : { Authorization: `Bearer ${sent.token}` };
          return (await fetch(sent.url, { method: sent.method, headers: { ...authorization } })).status;
        },
        { url, method, token },
      );
      expect(status).toBe(401);
    }
  });

  expect(lines).toEqual([lineOf("expired"), lineOf("kid_unknown", "POST"), lineOf("no_credentials")]);
});
