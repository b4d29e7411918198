/** For tests of an API: tokens without a browser or an auth server. */

export type { TestTokenOptions } from "./token.js";
export { issueTestToken } from "./token.js";
