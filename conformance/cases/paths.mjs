import { claims, NOW, token } from "./mint.mjs";
import { ofKind } from "./vector.mjs";

const path = (id, comment, segment, sub, result, statuses) => ({
  id: `path-${id}`,
  rules: ["A3"],
  comment,
  path: `/api/${segment}/tasks`,
  sub,
  token: token(claims({ sub })),
  now: NOW + 10,
  result,
  statuses,
});
const same = (id, comment, segment, sub) => path(id, comment, segment, sub, "valid", [200]);
const other = (id, comment, segment, sub = "user-a") => path(id, comment, segment, sub, "invalid", [403]);
/** A path that a framework may turn away before any guard: never 200, whoever answers. */
const lost = (id, comment, segment, sub = "user-a") =>
  path(id, comment, segment, sub, "invalid", [400, 403, 404]);

export const paths = ofKind("path", [
  same("own", "as it is", "user-a", "user-a"),
  same("escaped", "a letter escaped: decoded once", "%75ser-a", "user-a"),
  other("case", "another case", "User-a"),
  other("double", "escaped twice", "%2575ser-a"),
  lost("not-utf8", "bytes that are not UTF-8 are not U+FFFD", "%FF", "\ufffd"),
]);
