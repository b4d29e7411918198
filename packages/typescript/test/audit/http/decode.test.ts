import { expect, it } from "vitest";
import { decodeOrSame } from "../../../src/audit/http/decode.js";

it("decodes what is encoded, and leaves what is not", () => {
  expect(decodeOrSame("a%20b%2F")).toBe("a b/");
  expect(decodeOrSame("/rates/5%/now")).toBe("/rates/5%/now");
});
