/** Verifying: who is calling, from a token of the profile. */

export type { Environment, EnvironmentSettings } from "./environment.js";
export { readEnvironment } from "./environment.js";
export type { ErrorCode, Problem, Reason } from "./errors.js";
export {
  AuthError,
  ConfigurationError,
  InsufficientScopeError,
  InvalidTokenError,
  TokenMissingError,
  UserMismatchError,
  VerificationUnavailableError,
} from "./errors.js";
export type { Algorithm, Key, KeySource } from "./keys.js";
export { bridgeKey, sharedSecret } from "./keys.js";
export type { Claims, Principal } from "./principal.js";
export type { Verifier, VerifierOptions } from "./verifier.js";
export { createVerifier } from "./verifier.js";
