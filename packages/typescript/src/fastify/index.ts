/** For Fastify: who is calling, as hooks. */

export type { AuthBridge, Guard, GuardableReply, GuardableRequest } from "./auth-bridge.js";
export { createAuthBridge } from "./auth-bridge.js";
