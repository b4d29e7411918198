import { AUDIENCE, ISSUER, OLD_SECRET, SECRET } from "./mint.mjs";

/** What tokens, paths and requests are verified under. */
export const policy = { issuer: ISSUER, audience: AUDIENCE, secrets: [SECRET, OLD_SECRET], leeway: 5 };
