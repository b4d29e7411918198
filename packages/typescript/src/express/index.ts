/** For Express 4 and 5: who is calling, as middleware. */

export type { AuthBridge, Guard, PathOwnerGuard } from "./auth-bridge.js";
export { createAuthBridge } from "./auth-bridge.js";
