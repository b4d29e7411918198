/** A guard says at once who comes with a token that it has seen before: with all that holds for a new one. */
import { expect, it } from "vitest";
import { createGuards, type GuardedRequest, type Guards } from "../src/guards.js";
import { type AuthBridgeOptions, createRevocations } from "../src/index.js";
import { NOW, settings, tokenOf } from "./support/adapter/settings.js";

const GUARDS = ["principal", "optionalPrincipal", "pathOwner"] as const;
const token = tokenOf("ann");
const SEEN = request(`Bearer ${token}`);

function request(authorization: GuardedRequest["authorization"], userId = "ann"): GuardedRequest {
  return { method: "GET", route: "/api/:user_id", authorization, userId, targets: [`/api/${userId}`] };
}

/** Guards that have seen the token. */
async function remembering(changes: Partial<AuthBridgeOptions> = {}) {
  const { options, refusals } = settings(changes);
  const guards = createGuards(options);
  for (let count = 0; count < 3; count++) await guards.principal(SEEN);
  return { guards, refusals };
}
const answerOf = async (guards: Guards, name: (typeof GUARDS)[number], asked: GuardedRequest) => {
  const outcome = await guards[name](asked);
  return "answer" in outcome ? JSON.parse(outcome.answer.body).code : outcome.principal?.userId;
};

it.each(GUARDS)("%s waits for nothing", async (name) => {
  const { guards } = await remembering();
  expect(guards[name](SEEN)).toMatchObject({ principal: { userId: "ann" } });
});

it.each(GUARDS)("%s takes the times of each request", async (name) => {
  let now = NOW;
  const { guards } = await remembering({ now: () => now });
  for (const [moment, code] of [
    [NOW + 305, "token_expired"],
    [NOW - 6, "token_invalid"],
    [Number.NaN, "token_invalid"],
  ] as const) {
    now = moment;
    expect(await answerOf(guards, name, SEEN)).toBe(code);
  }
});

it.each(GUARDS)("%s asks the revocations each time", async (name) => {
  const revocations = createRevocations({ now: () => NOW });
  revocations.heard();
  const { guards, refusals } = await remembering({ revocations });
  expect(await answerOf(guards, name, SEEN)).toBe("ann");
  revocations.add({ sub: "ann", before: NOW, until: NOW + 305 });
  expect(await answerOf(guards, name, SEEN)).toBe("token_revoked");
  expect(refusals.map(({ code }) => code)).toEqual(["token_revoked"]);
});

it.each(GUARDS)("%s lets it in as it is spelled, and nothing that holds it", async (name) => {
  const { guards } = await remembering();
  for (const value of [`bearer ${token}`, `Bearer  ${token}`, [`Bearer ${token}`]]) {
    expect(await answerOf(guards, name, request(value))).toBe("ann");
  }
  for (const value of [`Bearer ${token} `, `Bearer ${token},`, `Bearer ${token}=`, [token, token]]) {
    expect(await answerOf(guards, name, request(value))).toBe("token_invalid");
  }
  const others = [token, `Digest ${token}`, `Bearer${token}`, ` Bearer ${token}`];
  for (const value of others) {
    const expected = name === "optionalPrincipal" ? undefined : "token_missing";
    expect(await answerOf(guards, name, request(value))).toBe(expected);
  }
});

it("pathOwner asks whose path it is each time, and on a route without one says so", async () => {
  const { guards, refusals } = await remembering();
  expect(await answerOf(guards, "pathOwner", request(`Bearer ${token}`, "bob"))).toBe("user_mismatch");
  expect(await answerOf(guards, "pathOwner", { ...SEEN, targets: ["/api/bob/../ann"] })).toBe(
    "user_mismatch",
  );
  expect(refusals.length).toBe(2);
  const { userId: _, ...lacking } = SEEN;
  await expect(guards.pathOwner(lacking)).rejects.toMatchObject({ code: "path_parameter_missing" });
});
