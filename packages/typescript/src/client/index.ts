/** For the browser: a `fetch` that carries the signed-in user's token to one API. No run-time dependencies. */

export { tokenClientPlugin } from "./plugin.js";
export type { TokenClient, TokenClientOptions } from "./token-client.js";
export { createTokenClient } from "./token-client.js";
export { TokenRequestError } from "./token-endpoint.js";
