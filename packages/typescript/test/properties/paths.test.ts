import fc from "fast-check";
import { expect, it } from "vitest";
import { createGuards } from "../../src/guards.js";
import { sharedSecret } from "../../src/index.js";
import { issueTestToken } from "../../src/testing/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";
import { identifier } from "./identifier.js";

const NOW = 1_750_000_000;
const guards = createGuards({
  issuer: ISSUER,
  audience: AUDIENCE,
  keys: sharedSecret(SECRET),
  now: () => NOW,
  log: () => undefined,
});

/** What a careless comparison would take for the same user. */
const LOOKALIKES: ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize("NFD"),
  (text) => text.normalize("NFKC"),
  (text) => `${text} `,
  (text) => ` ${text}`,
  (text) => `${text}\u0000`,
  (text) => `${text}\u200b`,
  (text) => `${text}/`,
  (text) => text.slice(0, -1),
  (text) => text.slice(1),
  (text) => encodeURIComponent(text),
  (text) => text.replaceAll("s", "ſ").replaceAll("e", "е"),
];

it("lets in exactly the caller whose id has the code points of the path, and no slash", async () => {
  const readable = fc.string({ unit: fc.constantFrom(..."seaSEA09%2f-_éﬁ"), minLength: 1, maxLength: 6 });
  const pair = fc.oneof(
    fc
      .tuple(fc.oneof(readable, identifier), fc.constantFrom(...LOOKALIKES))
      .map(([a, change]) => [a, change(a)]),
    fc.tuple(identifier, fc.string({ unit: "binary" })),
  );
  await fc.assert(
    fc.asyncProperty(pair, async ([sub = "", userId = ""]) => {
      const token = issueTestToken({
        secret: SECRET,
        issuer: ISSUER,
        audience: AUDIENCE,
        userId: sub,
        now: NOW,
      });
      const request = {
        method: "GET",
        route: "/api/:user_id/tasks",
        authorization: `Bearer ${token}`,
        targets: ["/api/somebody/tasks"],
        userId,
      };
      const outcome = await guards.pathOwner(request);
      const isSame = codePoints(sub).join() === codePoints(userId).join();
      if (isSame && !/[/\\]/.test(sub)) expect(outcome).toMatchObject({ principal: { userId: sub } });
      else expect(outcome).toMatchObject({ answer: { status: 403 } });
    }),
    { numRuns: 1000 },
  );
});

const codePoints = (text: string) => Array.from(text, (each) => each.codePointAt(0));
