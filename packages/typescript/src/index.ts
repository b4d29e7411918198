/** Verifying: who is calling, from a token of the profile. */

export type { Environment, Settings } from "./environment.js";
export { readEnvironment } from "./environment.js";
export type { ErrorCode, Problem, Reason } from "./errors.js";
export {
  AuthError,
  ConfigurationError,
  InsufficientScopeError,
  TokenExpiredError,
  TokenInvalidError,
  TokenMissingError,
  TokenRevokedError,
  UserMismatchError,
  VerificationUnavailableError,
} from "./errors.js";
export type { AuthBridgeOptions } from "./guards.js";
export type { Algorithm, Key } from "./key.js";
export type { KeySource } from "./keys.js";
export { derivedKey, sharedSecret } from "./keys.js";
export type { Metrics } from "./metrics.js";
export type { Claims, Principal } from "./principal.js";
export type { Refusal } from "./refusal.js";
export type { Entry, SessionEnded, UserTokensEnded } from "./revocation/entry.js";
export type { Revocations, RevocationsOptions, WhenStale } from "./revocation/revocations.js";
export { createRevocations } from "./revocation/revocations.js";
export type { RevocationSink, RevocationTransport } from "./revocation/transport.js";
export type { Compatibility } from "./unmodified.js";
export type { Verifier, VerifierOptions } from "./verifier.js";
export { createVerifier } from "./verifier.js";
