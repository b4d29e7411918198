import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one JSON object that every parser reads alike (profile rules P1 to P4, C5). */
final class StrictJson {
  /** Of several the last of these counts, as in the profile. */
  enum Fault { NUMBER, SURROGATE, DUPLICATE, SYNTAX }

  static final class Malformed extends Exception {
    final Fault fault;

    Malformed(Fault fault) {
      super(fault.name());
      this.fault = fault;
    }
  }

  private static final int MAX_DEPTH = 16;
  private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
  private static final Pattern CODE_UNIT = Pattern.compile("[0-9a-fA-F]{4}");
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final String text;
  private int at;
  private Fault worst; // of those that do not end the reading

  private StrictJson(String text) {
    this.text = text;
  }

  static Map<?, ?> parseObject(byte[] bytes) throws Malformed {
    try {
      // A new decoder reports what String's constructor would replace; a byte order mark is kept, and refused.
      StrictJson reader = new StrictJson(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      Object value = reader.value(1);
      if (!(value instanceof Map<?, ?> object) || reader.at < reader.text.length()) throw new Malformed(Fault.SYNTAX);
      if (reader.worst != null) throw new Malformed(reader.worst);
      return object;
    } catch (CharacterCodingException notUtf8) {
      throw new Malformed(Fault.SYNTAX);
    }
  }

  /** A Map, List, String, Double, Boolean, or NULL, and the white space around it. */
  private Object value(int depth) throws Malformed {
    skipSpace();
    Object value = switch (peek()) {
      case '{', '[' -> nested(depth);
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", NULL);
      default -> number();
    };
    skipSpace();
    return value;
  }

  /** In place of null, which Map.get gives for what is not there. */
  static final Object NULL = new Object();

  private Object nested(int depth) throws Malformed {
    if (depth > MAX_DEPTH) throw new Malformed(Fault.SYNTAX);
    boolean isObject = text.charAt(at++) == '{';
    char end = isObject ? '}' : ']';
    Map<String, Object> object = new LinkedHashMap<>();
    List<Object> array = new ArrayList<>();
    skipSpace();
    if (peek() == end) at++;
    else {
      do {
        skipSpace();
        String name = isObject ? string() : "";
        skipSpace();
        if (isObject) expect(':');
        Object value = value(depth + 1);
        if (isObject && object.put(name, value) != null) note(Fault.DUPLICATE);
        array.add(value);
      } while (accept(','));
      expect(end);
    }
    return isObject ? object : array;
  }

  private String string() throws Malformed {
    StringBuilder decoded = new StringBuilder();
    for (expect('"'); !accept('"'); ) {
      char c = peek();
      if (c < ' ') throw new Malformed(Fault.SYNTAX); // a control character, or the end of the text
      at++;
      decoded.append(c == '\\' ? escaped() : c);
    }
    // A Java string may hold half a surrogate pair; UTF-8 cannot.
    if (!UTF_8.newEncoder().canEncode(decoded)) note(Fault.SURROGATE);
    return decoded.toString();
  }

  private char escaped() throws Malformed {
    if (accept('u')) return (char) Integer.parseInt(match(CODE_UNIT), 16);
    int index = ESCAPES.indexOf(peek());
    if (index < 0) throw new Malformed(Fault.SYNTAX);
    at++;
    return ESCAPED.charAt(index);
  }

  private Double number() throws Malformed {
    double number = Double.parseDouble(match(NUMBER));
    if (Double.isInfinite(number)) note(Fault.NUMBER); // 1e400
    return number;
  }

  private Object literal(String word, Object value) throws Malformed {
    for (char c : word.toCharArray()) expect(c);
    return value;
  }

  private void note(Fault fault) {
    if (worst == null || fault.compareTo(worst) > 0) worst = fault;
  }

  private String match(Pattern pattern) throws Malformed {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) throw new Malformed(Fault.SYNTAX);
    at = matcher.end();
    return matcher.group();
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) at++;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean accept(char c) {
    if (peek() != c) return false;
    at++;
    return true;
  }

  private void expect(char c) throws Malformed {
    if (!accept(c)) throw new Malformed(Fault.SYNTAX);
  }
}
