import type { AuthContext } from "better-auth";
import { ConfigurationError } from "../errors.js";
import { deriveKey } from "../hmac-key.js";
import type { Key } from "../key.js";
import { originOf } from "../origin.js";
import { checkSecret } from "../secret.js";

/** What only a running Better Auth instance knows: its address and the keys of its secrets. */
export interface Issuing {
  readonly issuer: string;
  /** The first signs; the others may have signed before a rotation. */
  readonly keys: readonly [Key, ...Key[]];
}

/**
 * Settle issuer and keys from what Better Auth itself resolved, whether from options or from the environment.
 *
 * Stricter than Better Auth, also where that is lenient: it only warns of a weak secret, and in tests not at all.
 *
 * @throws {@link ConfigurationError} for an address or a secret that no verifier would start with.
 */
export function resolveIssuing(context: AuthContext, audience: string): Issuing {
  const twins = (context.options.plugins ?? []).filter((plugin) => plugin.id === "jwt");
  if (twins.length > 1) {
    const message =
      "jwt() and jwtBridge() are both plugins. Remove jwt(): jwtBridge() is that plugin, configured";
    throw new ConfigurationError("setting_invalid", message);
  }
  const [current, ...others] = readSecrets(context);
  return {
    issuer: readIssuer(context),
    keys: [deriveKey(current, audience), ...others.map((secret) => deriveKey(secret, audience))],
  };
}

// Only a fixed address can be an issuer: one taken from the Host header would be the caller's choice.
function readIssuer({ options, baseURL }: AuthContext): string {
  const isFixed = typeof options.baseURL === "string" && options.baseURL !== "";
  return originOf(isFixed ? baseURL : "", "BETTER_AUTH_URL");
}

function readSecrets({ secret, secretConfig }: AuthContext): readonly [string, ...string[]] {
  if (typeof secretConfig === "string") return [checkSecret(secret, "BETTER_AUTH_SECRET")];
  const all = [...secretConfig.keys].map(([version, value]) =>
    checkSecret(value, `Version ${version} of BETTER_AUTH_SECRETS`),
  );
  return [secret, ...all.filter((value) => value !== secret)];
}
