import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The HS256 key of one API and the key's id (profile rules K2, K3). */
record Keys(byte[] key, String kid) {
  static Keys derive(String secret, String audience) {
    byte[] extracted = hmac("jwt-auth-bridge/v1".getBytes(UTF_8), secret.getBytes(UTF_8)); // HKDF, RFC 5869 §2.2
    byte[] key = hmac(extracted, ("access-token/HS256/" + audience + "\u0001").getBytes(UTF_8)); // §2.3, one block
    byte[] id = hmac(extracted, ("key-id/HS256/" + audience + "\u0001").getBytes(UTF_8));
    return new Keys(key, Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(id, 8)));
  }

  static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // every Java has HmacSHA256
    }
  }
}
