import { KID } from "../mint.mjs";
import { ofKind } from "../vector.mjs";

/** `text`: the header's JSON. An issuer writes one spelling; a verifier reads others too (rule H1). */
const header = (id, comment, text, result) => ({
  id: `issued-header-${id}`,
  rules: ["H5"],
  comment,
  kid: KID,
  text,
  result,
});

export const headers = ofKind("issuing", [
  header("plain", "as it is written", `{"alg":"HS256","typ":"at+jwt","kid":"${KID}"}`, "valid"),
  header("order", "another order", `{"typ":"at+jwt","alg":"HS256","kid":"${KID}"}`, "invalid"),
  header("spaces", "spaces", `{"alg": "HS256", "typ": "at+jwt", "kid": "${KID}"}`, "invalid"),
  header("line-end", "a line end", `{"alg":"HS256","typ":"at+jwt","kid":"${KID}"}\n`, "invalid"),
  header(
    "escape",
    "an escaped slash of its own",
    `{"alg":"HS256","typ":"at\\u002bjwt","kid":"${KID}"}`,
    "invalid",
  ),
]);
