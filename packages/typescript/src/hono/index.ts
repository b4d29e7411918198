/** For Hono, on Node and elsewhere: who is calling, as middleware. */

export type { AuthBridge, PathOwnerGuard, PrincipalEnv } from "./auth-bridge.js";
export { createAuthBridge } from "./auth-bridge.js";
