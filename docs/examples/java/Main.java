import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Answers questions on standard input, one a line, so that the vectors of conformance/ can be put to it:
 *
 * <pre>
 * key [secret] [audience]  ->  [key, hexadecimal] [kid]
 * token [now] [token]      ->  valid [user id] [session id] [scopes, sorted], or: invalid [code] [reason]
 * </pre>
 *
 * Texts are base64url, "-" before each so that none is empty. Arguments: issuer, audience, leeway, secrets.
 */
final class Main {
  public static void main(String[] arguments) throws IOException {
    var secrets = List.of(arguments).subList(3, arguments.length);
    var verifier = new Verifier(arguments[0], arguments[1], Double.parseDouble(arguments[2]), secrets);
    var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(answer(verifier, line.split(" ")));
    }
  }

  private static String answer(Verifier verifier, String[] question) {
    if (question[0].equals("key")) {
      Keys keys = Keys.derive(decode(question[1]), decode(question[2]));
      return HexFormat.of().formatHex(keys.key()) + " " + keys.kid();
    }
    try {
      var caller = verifier.verify(decode(question[2]), Double.parseDouble(question[1]));
      String scopes = String.join(" ", caller.scopes());
      return "valid " + encode(caller.userId()) + " " + encode(caller.sessionId()) + " " + encode(scopes);
    } catch (Verifier.Refusal refusal) {
      return "invalid " + refusal.code + " " + refusal.getMessage();
    }
  }

  private static String encode(String text) {
    return "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String decode(String text) {
    return new String(Base64.getUrlDecoder().decode(text.substring(1)), UTF_8);
  }
}
