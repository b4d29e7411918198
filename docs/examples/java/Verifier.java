import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks access tokens of profile v1 for one API. */
final class Verifier {
  /** The caller that an accepted token speaks for. */
  record Principal(String userId, String sessionId, Set<String> scopes) {}

  /** The only exception of verify. The code goes into the answer, the message into the log alone. */
  static final class Refusal extends Exception {
    final String code;

    Refusal(String code, String reason) {
      super(reason);
      this.code = code;
    }

    Refusal(String reason) {
      this("token_invalid", reason);
    }
  }

  private static final Pattern COMPACT = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");

  private final Map<String, byte[]> keys = new HashMap<>();
  private final Claims claims;

  /** The leeway is in seconds; the secrets are all those that tokens may be signed under. */
  Verifier(String issuer, String audience, double leeway, List<String> secrets) {
    claims = new Claims(issuer, audience, leeway);
    for (String secret : secrets) {
      Keys derived = Keys.derive(secret, audience);
      keys.put(derived.kid(), derived.key());
    }
  }

  /** The caller; now is in seconds since 1970. */
  Principal verify(String token, double now) throws Refusal {
    if (token.getBytes(UTF_8).length > 8192) throw new Refusal("too_long"); // T1
    var compact = COMPACT.matcher(token);
    if (!compact.matches()) throw new Refusal("grammar"); // T2; find() with "$" would admit a line end
    byte[] header = decode(compact.group(1));
    byte[] payload = decode(compact.group(2));
    byte[] signature = decode(compact.group(3));
    byte[] key = findKey(header);
    byte[] signed = token.substring(0, compact.end(2)).getBytes(US_ASCII);
    if (!MessageDigest.isEqual(Keys.hmac(key, signed), signature)) {
      throw new Refusal("signature"); // S1, before the payload is parsed
    }
    return claims.check(parsePayload(payload), now);
  }

  /** Canonical base64url (rule T3): the decoder takes padding and unused bits, so encode again and compare. */
  private static byte[] decode(String segment) throws Refusal {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(segment);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(segment)) return bytes;
    } catch (IllegalArgumentException notBase64) {
      // Refused below.
    }
    throw new Refusal("grammar");
  }

  /** Reads a header (rules H1 to H4). The algorithm is the key's; the token only has to agree. */
  private byte[] findKey(byte[] text) throws Refusal {
    Map<?, ?> header;
    try {
      header = StrictJson.parseObject(text);
    } catch (StrictJson.Malformed malformed) {
      throw new Refusal("header_json");
    }
    boolean isExact = header.keySet().equals(Set.of("alg", "typ", "kid"));
    if (!isExact || !header.values().stream().allMatch(String.class::isInstance)) {
      throw new Refusal("header_members");
    }
    if (!header.get("alg").equals("HS256")) throw new Refusal("alg");
    if (!header.get("typ").equals("at+jwt")) throw new Refusal("typ");
    byte[] key = keys.get(header.get("kid"));
    if (key == null) throw new Refusal("kid_unknown");
    return key;
  }

  private static Map<?, ?> parsePayload(byte[] text) throws Refusal {
    try {
      return StrictJson.parseObject(text);
    } catch (StrictJson.Malformed malformed) {
      throw new Refusal(
          switch (malformed.fault) {
            case DUPLICATE -> "payload_duplicate"; // P2
            case NUMBER -> "claim_type"; // C5
            case SYNTAX, SURROGATE -> "payload_json"; // P1, P3, P4
          });
    }
  }
}
