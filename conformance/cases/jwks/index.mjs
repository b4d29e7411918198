import { policy } from "../policy.mjs";
import { ofKind } from "../vector.mjs";
import { confusion } from "./confusion.mjs";
import { keySet } from "./key-set.mjs";
import { signatures } from "./signatures.mjs";
import { withoutSetting, withSetting } from "./unmodified.mjs";

/** What these are verified under: the secrets of all other tokens, and a key set beside them. */
export const jwksPolicy = { ...policy, jwks: keySet };

/** Tokens to a verifier of two sources. */
export const jwksTokens = [
  ...ofKind("two sources", [...confusion.accepted, ...confusion.refused]),
  ...ofKind("published keys", signatures),
  ...ofKind("unmodified jwt()", withoutSetting),
];

/** The same, told to accept the tokens of an unmodified `jwt()`. */
export const compatibilityPolicy = { ...jwksPolicy, compatibility: "better-auth-jwt" };
export const compatibilityTokens = ofKind("unmodified jwt()", withSetting);
