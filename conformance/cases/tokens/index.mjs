import { AUDIENCE, ISSUER, OLD_SECRET, SECRET } from "../mint.mjs";
import { grammar } from "./grammar.mjs";
import { headers } from "./headers.mjs";
import { identity } from "./identity.mjs";
import { payloads } from "./payloads.mjs";
import { scopes } from "./scopes.mjs";
import { signatures } from "./signatures.mjs";
import { times } from "./times.mjs";

/** What the vectors are verified under. */
export const policy = { issuer: ISSUER, audience: AUDIENCE, secrets: [SECRET, OLD_SECRET], leeway: 5 };

/** Every token vector, in the order of the profile. */
export const tokens = [...grammar, ...headers, ...signatures, ...payloads, ...identity, ...times, ...scopes];
