import { ofKind } from "../vector.mjs";

const policy = (id, comment, leeway, result) => ({
  id: `policy-${id}`,
  rules: ["C11"],
  comment,
  leeway,
  result,
  ...(result === "invalid" && { code: "setting_invalid" }),
});

export const policies = ofKind("settings", [
  policy("leeway-none", "no leeway", 0, "valid"),
  policy("leeway-60", "as much as is allowed", 60, "valid"),
  policy("leeway-fraction", "a fraction of a second", 0.5, "valid"),
  policy("leeway-61", "more than is allowed", 61, "invalid"),
  policy("leeway-just-above", "a little more than is allowed", 60.001, "invalid"),
  policy("leeway-negative", "below nothing", -1, "invalid"),
  policy("leeway-text", "a text", "5", "invalid"),
  policy("leeway-bool", "a boolean is an int in Python", true, "invalid"),
  policy("leeway-null", "null", null, "invalid"),
  policy("leeway-array", "an array", [5], "invalid"),
]);
