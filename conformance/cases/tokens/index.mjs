import { ofKind } from "../vector.mjs";
import { base64url } from "./base64url.mjs";
import { derivations } from "./derivations.mjs";
import { found } from "./found.mjs";
import { grammar } from "./grammar.mjs";
import { headerValues } from "./header-values.mjs";
import { headers } from "./headers.mjs";
import { identity } from "./identity.mjs";
import { issuerAndAudience } from "./issuer-and-audience.mjs";
import { payloads } from "./payloads.mjs";
import { scopes } from "./scopes.mjs";
import { signatures } from "./signatures.mjs";
import { times } from "./times.mjs";

/** Every token vector, in the order of the profile. */
export const tokens = [
  ...ofKind("token text", [...grammar, ...base64url]),
  ...ofKind("header", [...headers, ...headerValues]),
  ...ofKind("signature", signatures),
  ...ofKind("key derivation", derivations),
  ...ofKind("payload JSON", payloads),
  ...ofKind("payload with two faults", found),
  ...ofKind("identity claims", [...identity, ...issuerAndAudience]),
  ...ofKind("times", times),
  ...ofKind("scope", scopes),
];
