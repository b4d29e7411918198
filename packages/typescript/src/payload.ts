import { decode } from "./base64url.js";
import { TokenInvalidError } from "./errors.js";
import { parseObject, StrictJsonError } from "./strict-json.js";

/**
 * The claims of a payload segment, whatever they are.
 *
 * @throws {@link TokenInvalidError} unless it is one JSON object that every parser reads alike.
 */
export function parsePayload(segment: string): Record<string, unknown> {
  try {
    return parseObject(decode(segment));
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    if (error.fault === "duplicate")
      throw new TokenInvalidError("payload_duplicate: a member name is repeated");
    if (error.fault === "number") throw new TokenInvalidError("claim_type: a number is not finite");
    throw new TokenInvalidError(
      "payload_json: the payload is not a JSON object that every parser reads alike",
    );
  }
}
