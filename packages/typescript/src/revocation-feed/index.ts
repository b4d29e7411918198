/** Revocations as the auth server sends them: no further component is needed. */

export type { RevocationFeedOptions } from "./feed.js";
export { revocationFeed } from "./feed.js";
