/** For Next.js on the server: components, route handlers and actions. A client component cannot import it. */

export type { AuthBridge } from "./auth-bridge.js";
export { createAuthBridge } from "./auth-bridge.js";
export type { GuardedHandler, RouteHandler, RouteParams } from "./route-handler.js";
export type { ServerTokens, ServerTokensOptions, TokenIssuer } from "./server-tokens.js";
export { createServerTokens } from "./server-tokens.js";
