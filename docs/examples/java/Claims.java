import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks a payload whose signature is verified, in the profile's order: C1, C2, C5, C9, C3, C4, C8, C7, C6. */
record Claims(String issuer, String audience, double leeway) {
  private static final double LIMIT = 0x1p53; // a double rounds beyond it

  Verifier.Principal check(Map<?, ?> claims, double now) throws Verifier.Refusal {
    checkShape(claims);
    double iat = (Double) claims.get("iat");
    double exp = (Double) claims.get("exp");
    Object aud = claims.get("aud");
    if (!claims.get("iss").equals(issuer)) throw refuse("iss");
    if (!aud.equals(audience) && !(aud instanceof List<?> list && list.contains(audience))) throw refuse("aud");
    if (exp <= iat || exp - iat > 3600) throw refuse("lifetime");
    if (iat > now + leeway) throw refuse("not_yet");
    if (claims.get("nbf") instanceof Double nbf && nbf > now + leeway) throw refuse("not_yet");
    if (now >= exp + leeway) throw new Verifier.Refusal("token_expired", "expired");
    String scope = claims.get("scope") instanceof String text ? text : "";
    Set<String> scopes = scope.isEmpty() ? Set.of() : new TreeSet<>(List.of(scope.split(" ")));
    return new Verifier.Principal((String) claims.get("sub"), (String) claims.get("sid"), scopes);
  }

  private static void checkShape(Map<?, ?> claims) throws Verifier.Refusal {
    for (String name : List.of("iss", "aud", "sub", "sid", "jti", "iat", "exp")) {
      if (!claims.containsKey(name)) throw refuse("claim_missing");
    }
    if (!(claims.get("iss") instanceof String) || !isAudience(claims.get("aud"))) throw refuse("claim_type");
    for (String name : List.of("sub", "sid", "jti")) {
      if (!(claims.get(name) instanceof String text)) throw refuse("claim_type");
      int length = text.codePointCount(0, text.length());
      if (length < 1 || length > 255 || text.chars().anyMatch(Character::isISOControl)) throw refuse("claim_value");
    }
    for (String name : List.of("iat", "exp", "nbf")) {
      boolean isTime = claims.get(name) instanceof Double time && time > -LIMIT && time < LIMIT;
      if (claims.containsKey(name) && !isTime) throw refuse("claim_type");
    }
    if (!claims.containsKey("scope")) return;
    if (!(claims.get("scope") instanceof String scope)) throw refuse("claim_type");
    if (!scope.isEmpty() && List.of(scope.split(" ", -1)).contains("")) throw refuse("claim_value");
  }

  private static boolean isAudience(Object aud) {
    return aud instanceof String || aud instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
  }

  private static Verifier.Refusal refuse(String reason) {
    return new Verifier.Refusal(reason);
  }
}
