import fc from "fast-check";

const codePoint = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
  fc.integer({ min: 0xa0, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0x10ffff }),
);

/** By profile rule C2: 1 to 255 code points, none of them a control character or half of a pair. */
export const identifier = fc
  .array(codePoint, { minLength: 1, maxLength: 255, size: "small" })
  .map((points) => String.fromCodePoint(...points));
