/** Public keys that an auth server publishes: the second mode, beside or instead of the shared secret. */

export type { RemoteJwks, RemoteJwksOptions } from "./remote.js";
export { remoteJwks } from "./remote.js";
