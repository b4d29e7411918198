import { CLAIMS, rawClaim, token } from "../mint.mjs";
import { bad, good } from "./vector.mjs";

const TEXT = JSON.stringify(CLAIMS);
const OPEN = TEXT.slice(0, -1);
/** The claims with these bytes in the string of one member more. */
const inString = (...bytes) =>
  Buffer.concat([Buffer.from(`${OPEN},"x":"`), Buffer.from(bytes), Buffer.from('"}')]);
/** The claims and, after them, members that are written literally. */
const withMembers = (json) => token(`${OPEN},${json}}`);

const unreadable = [
  ["not-json", "hello"],
  ["array", "[]"],
  ["array-of-claims", `[${TEXT}]`],
  ["string", '"x"'],
  ["string-of-claims", JSON.stringify(TEXT)],
  ["null", "null"],
  ["number", "1"],
  ["space", " "],
  ["trailing", `${TEXT} x`],
  ["two-objects", `${TEXT}${TEXT}`],
  ["unclosed", OPEN],
  ["single-quotes", TEXT.replaceAll('"', "'")],
  ["unquoted-name", `${OPEN},x:1}`],
  ["comma", `${OPEN},}`],
  ["comma-in-array", rawClaim("x", "[1,]")],
  ["comment", `${TEXT}//`],
  ["comment-inside", rawClaim("x", "/* */1")],
  ["nan", rawClaim("x", "NaN")],
  ["infinity", rawClaim("x", "Infinity")],
  ["negative-infinity", rawClaim("x", "-Infinity")],
  ["undefined", rawClaim("x", "undefined")],
  ["python-true", rawClaim("x", "True")],
  ["leading-zero", rawClaim("x", "01")],
  ["leading-plus", rawClaim("x", "+1")],
  ["leading-point", rawClaim("x", ".5")],
  ["trailing-point", rawClaim("x", "1.")],
  ["bare-exponent", rawClaim("x", "1e")],
  ["hexadecimal", rawClaim("x", "0x10")],
  ["underscore", rawClaim("x", "1_000")],
  ["full-width-digit", rawClaim("x", "１")],
  ["bom", `\ufeff${TEXT}`],
  ["bom-after", `${TEXT}\ufeff`],
  ["form-feed", `\f${TEXT}`],
  ["no-break-space", `\u00a0${TEXT}`],
  ["nul-after", `${TEXT}\0`],
  ["control", rawClaim("x", '"\n"')],
  ["tab-in-string", rawClaim("x", '"\t"')],
  ["escape-hex", rawClaim("x", '"\\x41"')],
  ["escape-short", rawClaim("x", '"\\u12"')],
  ["escape-quote", rawClaim("x", '"\\\'"')],
  ["not-utf8", Buffer.from([0x7b, 0xff, 0x7d])],
  ["latin1", inString(0xe9)],
  ["overlong", inString(0xc0, 0xaf)],
  ["utf8-surrogate", inString(0xed, 0xa0, 0x80)],
  ["utf8-beyond", inString(0xf4, 0x90, 0x80, 0x80)],
  ["utf8-cut", inString(0xe2, 0x82)],
  ["utf16", Buffer.from(TEXT, "utf16le")],
];
const repeated = [
  ["", "sub twice", '"sub":"user-b"'],
  ["-escaped", "sub again, one letter escaped", '"s\\u0075b":"user-b"'],
  ["-escaped-first", "sub again, its first letter escaped", '"\\u0073ub":"user-b"'],
  ["-escaped-all", "sub again, all escaped", '"\\u0073\\u0075\\u0062":"user-b"'],
  ["-same", "the same member twice with one value", '"sub":"user-a"'],
  ["-exp", "exp twice, the second a year later", `"exp":${CLAIMS.exp + 31_536_000}`],
  ["-null", "sub again, null", '"sub":null'],
  ["-deep", "a repeated name in an inner object", '"x":{"a":1,"a":1}'],
  ["-in-array", "a repeated name in an object in an array", '"x":[{"a":1},{"b":1,"b":2}]'],
  ["-empty-name", "the empty name twice", '"":1,"":2'],
  ["-proto", "__proto__ twice", '"__proto__":1,"__proto__":2'],
  ["-hex-case", "one name in two spellings of an escape", '"\\u004a":1,"\\u004A":2'],
  ["-solidus", "a slash, escaped and not", '"a/b":1,"a\\/b":2'],
  ["-pair", "a pair of escapes and its character", '"\\ud83d\\ude00":1,"😀":2'],
];
const told = [
  ["same-name-elsewhere", "P2", "the same name in another object", '"x":{"sub":"inner"}'],
  ["key-in-string", "P2", "a string that looks like a member", '"x":"\\"sub\\":1,"'],
  ["colons-in-string", "P2", "colons and braces in a string", '"x":"{\\"a\\":1,\\"a\\":1}\\\\"'],
  ["name-case", "P2", "names that differ in case", '"Sub":"user-b"'],
  ["name-normal-forms", "P2", "names that differ in normal form", '"\u00e9":1,"e\u0301":2'],
  ["name-numbers", "P2", "names that are numbers", '"2":1,"1":2,"01":3'],
  ["name-empty", "P2", "the empty name once", '"":1'],
  ["proto", "C10", "__proto__ is a name like any other", '"__proto__":{"sub":"user-b"}'],
  ["constructor", "C10", "so is constructor", '"constructor":{"prototype":{"sub":"user-b"}}'],
  ["to-json", "C10", "and toJSON, and then", '"toJSON":1,"then":1,"hasOwnProperty":1'],
  ["unknown-claims", "C10", "a name and an address", '"name":"Ann","email":"ann@example.com"'],
  ["negative-zero", "P1", "minus zero", '"x":-0'],
  ["underflow", "P1", "a number too small for a double is 0", '"x":1e-400'],
  ["line-separator", "P1", "U+2028 in a string", '"x":"\u2028"'],
  ["delete", "P1", "U+007F in a string", '"x":"\u007f"'],
  ["escapes", "P1", "every escape", '"x":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000"'],
  ["literals", "P1", "the three literals", '"x":[true,false,null]'],
];
const nested = (depth, open = "[", close = "]") =>
  token(rawClaim("x", `${open.repeat(depth)}1${close.repeat(depth)}`));
const deep = (id, comment, made) => bad(`depth-${id}`, "P3", comment, made, "payload_json");
const lone = (id, comment, json) => bad(`surrogate-${id}`, "P4", comment, token(json), "payload_json");

export const payloads = [
  ...unreadable.map(([name, value]) =>
    bad(`payload-${name}`, "P1", `payload: ${name}`, token(value), "payload_json"),
  ),
  good("payload-spaces", "P1", "JSON white space", token(JSON.stringify(CLAIMS, null, 2))),
  good("payload-spaces-round", "P1", "JSON white space round it", token(` \t\r\n${TEXT} \t\r\n`)),
  ...repeated.map(([id, comment, json]) =>
    bad(`payload-duplicate${id}`, "P2", comment, withMembers(json), "payload_duplicate"),
  ),
  ...told.map(([id, rule, comment, json]) => good(`payload-${id}`, rule, comment, withMembers(json))),
  good("depth-16", "P3", "as deep as is allowed", nested(15)),
  good("depth-16-objects", "P3", "as deep as is allowed, in objects", nested(15, '{"a":', "}")),
  good(
    "depth-wide",
    "P3",
    "a hundred brackets side by side",
    withMembers(`"x":[${Array(100).fill("[]").join()}]`),
  ),
  good("depth-string", "P3", "brackets in a string", withMembers(`"x":"${"[{".repeat(50)}"`)),
  deep("17", "one deeper", nested(16)),
  deep("17-objects", "one deeper, in objects", nested(16, '{"a":', "}")),
  deep("2000", "very deep", nested(2000)),
  lone("lone", "a lone surrogate", rawClaim("x", '"\\ud800"')),
  lone("lone-sub", "a lone surrogate in sub", rawClaim("sub", '"\\udc00"')),
  lone("lone-name", "a lone surrogate in a name", `${OPEN},"\\ud800":1}`),
  lone("lone-deep-name", "a lone surrogate in an inner name", rawClaim("x", '[{"\\udfff":1}]')),
  lone("reversed", "a pair in reverse", rawClaim("x", '"\\ude00\\ud83d"')),
  lone("cut", "the first half and a letter", rawClaim("x", '"\\ud83dx"')),
  lone("two-firsts", "two first halves", rawClaim("x", '"\\ud83d\\ud83d"')),
  lone("after-pair", "a half after a pair", rawClaim("x", '"\\ud83d\\ude00\\ude00"')),
  lone("upper", "a half, its escape in capitals", rawClaim("x", '"\\uDBFF"')),
  good("surrogate-pair", "P4", "a pair is a character", token(rawClaim("x", '"\\ud83d\\ude00"'))),
  good("surrogate-text", "P4", "an escaped backslash before ud800", token(rawClaim("x", '"\\\\ud800"'))),
  good(
    "surrogate-neighbours",
    "P4",
    "the code points round the surrogates",
    token(rawClaim("x", '"\\ud7ff\\ue000\\uffff"')),
  ),
];
