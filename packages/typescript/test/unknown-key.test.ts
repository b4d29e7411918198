import { describe, expect, it } from "vitest";
import { encode } from "../src/base64url.js";
import { unknownKey } from "../src/unknown-key.js";

const SECRETS = "the secrets differ, set the same BETTER_AUTH_SECRET on both sides";
const AUDIENCES = "the audiences differ, set the same JWT_AUDIENCE on both sides";
const EITHER = "the secrets or the audiences differ";

describe("unknownKey", () => {
  it.each([
    ['{"aud":"todo-api"}', SECRETS],
    ['{"aud":["x","todo-api"]}', SECRETS],
    ['{"aud":"todo-api-2"}', AUDIENCES],
    ['{"aud":["x"]}', AUDIENCES],
    ['{"aud":{"0":"todo-api"}}', AUDIENCES],
    ["{}", AUDIENCES],
    ["[]", EITHER],
    ["{", EITHER],
    ['{"aud":"todo-api","aud":"x"}', EITHER],
  ])("tells from the payload %s that %s", (payload, difference) => {
    const { reason } = unknownKey("theirs", ["first", "second"], encode(payload), "todo-api");
    expect(reason).toBe(`kid_unknown: signed with theirs, this API accepts first, second: ${difference}`);
  });

  it.each(["", "a b", "a\n", "é", "x".repeat(65)])("does not repeat the kid %j", (kid) => {
    const { reason } = unknownKey(kid, ["first"], encode("{}"), "todo-api");
    expect(reason).toBe(`kid_unknown: signed with another key, this API accepts first: ${AUDIENCES}`);
  });
});
