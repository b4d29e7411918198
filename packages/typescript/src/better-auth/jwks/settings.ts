import { ConfigurationError } from "../../errors.js";
import type { PublicAlgorithm } from "../../jwks/public-key.js";
import { secondsOf } from "../duration.js";

/** Options of `jwtBridge()` about key pairs. */
export interface KeySetOptions {
  /**
   * What signs: a key that is derived from the secret, `"shared-secret"`, unless set; or key pairs of Better Auth's own,
   * `"jwks"`, whose public halves are published at `GET /api/auth/jwks`. They are kept in the table `jwks`.
   */
  readonly signing?: "shared-secret" | "jwks";
  /** Publish the key set although the secret signs: the step between the two, on the way there and on the way back. */
  readonly publishJwks?: true;
  /** The algorithm of the key pairs: `EdDSA` (Ed25519) unless set, `ES256` or `RS256`. */
  readonly alg?: PublicAlgorithm;
  /** After how long another key pair takes over: a number with `m`, `h` or `d`, at least `1h`; `30d` unless set. */
  readonly rotationInterval?: string;
  /**
   * How long a key pair is published before it signs: longer than any verifier keeps the set without asking again, which is
   * five minutes. `15m` unless set, at least `6m`, at most half of the rotation interval.
   */
  readonly jwksOverlap?: string;
}

/** The same, checked and complete. Times are in seconds. */
export interface KeySetSettings {
  readonly algorithm: PublicAlgorithm;
  readonly rotationInterval: number;
  readonly overlap: number;
  /** Whether the key pairs sign, or are only published. */
  readonly signs: boolean;
}

const ALGORITHMS: readonly unknown[] = ["EdDSA", "ES256", "RS256"];
const LEAST_INTERVAL = 3600;
/** A verifier asks again after 300 seconds, and may wait for the answer. */
const LEAST_OVERLAP = 360;

/**
 * @returns Undefined where there are no key pairs.
 * @throws {@link ConfigurationError} for what cannot work, and for options that would do nothing.
 */
export function readKeySet(options: KeySetOptions): KeySetSettings | undefined {
  const { signing = "shared-secret", publishJwks, alg, rotationInterval, jwksOverlap } = options;
  if (signing !== "shared-secret" && signing !== "jwks") {
    throw invalid('signing is neither "shared-secret" nor "jwks"');
  }
  if (publishJwks !== undefined && publishJwks !== true) throw invalid("publishJwks is true or not there");
  if (signing !== "jwks" && publishJwks === undefined) {
    const idle = Object.entries({ alg, rotationInterval, jwksOverlap }).find(
      ([, value]) => value !== undefined,
    );
    if (idle === undefined) return undefined;
    throw invalid(`The option ${idle[0]} is of key pairs. Set signing: "jwks" as well, or publishJwks: true`);
  }
  return {
    ...readTimes(rotationInterval, jwksOverlap),
    algorithm: readAlgorithm(alg),
    signs: signing === "jwks",
  };
}

function readAlgorithm(alg: unknown = "EdDSA"): PublicAlgorithm {
  if (!ALGORITHMS.includes(alg)) throw invalid("alg is none of EdDSA, ES256 and RS256");
  return alg as PublicAlgorithm;
}

function readTimes(interval: unknown = "30d", before: unknown = "15m") {
  const rotationInterval = secondsOf(interval);
  const overlap = secondsOf(before);
  if (rotationInterval < LEAST_INTERVAL) {
    throw invalid('rotationInterval is not a text such as "30d", with m, h or d and at least "1h"');
  }
  if (overlap < LEAST_OVERLAP || 2 * overlap > rotationInterval) {
    throw invalid(
      'jwksOverlap is not a text such as "15m", at least "6m" and at most half of rotationInterval',
    );
  }
  return { rotationInterval, overlap };
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError("setting_invalid", message);
}
