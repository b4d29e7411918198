/** What JSON parsers read in different ways, or should not read at all. */

/** Numbers about the largest that a double can hold. */
export const EDGES = [
  ..."1.7976931348623157e308 1.7976931348623158e308 1.7976931348623159e308 1e309 -1e309".split(" "),
  ..."1e400 1E+400 0e400 0.0e999999 1e-999999 1e999999999999999999999".split(" "),
];

export const NO_NUMBERS = [
  ..."NaN -NaN Infinity -Infinity inf 01 -01 00 +1 .5 1. - --1 1e 1e+ 0x10 1_0 1n ٣ １".split(" "),
];

/** The insides of strings that are none, or hold half of a surrogate pair. */
export const BROKEN_STRINGS = [
  ...String.raw`\ud800 \udfff \ude00\ud83d \ud83d\ud83d\ude00 \uD83Dx\uDE00 \ud83d\\ude00`.split(" "),
  ...String.raw`\ud83d\u0020\ude00 \x41 \u12 \u{41} \U00000041 \' \0 \a \u+041 \u00G0 \u٠٠٤١`.split(" "),
  ...["\\", "\\u 041", "\0", "\b", "\t", "\n", "\r", "\u001f"],
];

export const SOUND_STRINGS = [
  ...String.raw`\ud83d\ude00 \\ud800 \u0000 \u001f \/ \"{[ ]}:,`.split(" "),
  ...["\u007f", "\u0080", "\u2028", "\ufeff", "\ufffd", "\uffff"],
];

/** Sequences that no UTF-8 text holds, in hexadecimal: overlong, halves of a pair, too high, cut off, alone. */
export const BROKEN_BYTES = [
  ..."c0af c080 e08080 f0808080 eda080 edbfbf eda0bdedb880 f4908080 f8888080".split(" "),
  ..."80 bf c3 e282 f09f98 fe ff".split(" "),
];

/** What is no white space to JSON, and comments. */
export const BEFORE = ["\f", "\v", "\0", "\u00a0", "\u2028", "\u3000", "\ufeff", "//\n", "/**/", ")]}'\n"];
export const AFTER = ["\f", "\v", "\0", "\u00a0", "\ufeff", "x", "}", ",", ";", "{}", "//"];

/** Values each of which refuses a payload on its own. */
export const FAULTS = [
  ...`1e400 NaN "\\ud800" {"a":1,"a":2} {"a":1e400,"a":1} 01 "\n" [1e400,{]`.split(" "),
  `${"[".repeat(16)}${"]".repeat(16)}`,
];
