/** jose, as strict as its options go. */
import { errors, jwtVerify } from "jose";
import { crashed, serve } from "../serve.mjs";

await serve(({ issuer, audience, leeway, keys }) => {
  const ring = new Map(Object.entries(keys).map(([kid, key]) => [kid, Buffer.from(key, "hex")]));
  /** @param {import("jose").JWTHeaderParameters} header */
  const find = ({ kid = "" }) => {
    const key = ring.get(kid);
    if (key === undefined) throw new errors.JWKSNoMatchingKey();
    return key;
  };
  return async (question) => {
    if (!("token" in question)) throw new Error("an oracle reads tokens, not headers");
    try {
      const { payload } = await jwtVerify(question.token, find, {
        algorithms: ["HS256"],
        typ: "at+jwt",
        issuer,
        audience,
        clockTolerance: leeway,
        maxTokenAge: 3_600,
        requiredClaims: ["sub", "sid", "jti", "iat", "exp"],
        currentDate: new Date(question.now * 1_000),
      });
      const { sub, sid } = payload;
      return { ok: true, user_id: String(sub), session_id: String(sid), scopes: [], claims: "" };
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) return crashed(error);
      return { ok: false, code: error.code, reason: error.message };
    }
  };
});
