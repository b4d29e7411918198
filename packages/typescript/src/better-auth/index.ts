/** For the auth server: issuing. */

export type { ClaimsFunction, ClaimsSource, JwtBridgeOptions } from "./options.js";
export { jwtBridge } from "./plugin.js";
