/** The TypeScript verifier, by its published entry point. */
import { AuthError, createVerifier, sharedSecret } from "jwt-auth-bridge";
import { publish } from "./key-set.mjs";
import { crashed, digest, serve } from "./serve.mjs";

await serve(async ({ issuer, audience, secrets, leeway, jwks }) => {
  let now = 0;
  const published = jwks === undefined ? [] : [await publish(jwks)];
  const verifier = createVerifier({
    issuer,
    audience,
    keys: [...published, sharedSecret(secrets)],
    leeway,
    now: () => now,
    info: () => {}, // standard output is for verdicts
  });
  return async (question) => {
    now = question.now;
    try {
      const { userId, sessionId, scopes, claims } = await ("token" in question
        ? verifier.verify(question.token)
        : verifier.verifyHeader(question.header ?? undefined));
      return {
        ok: true,
        user_id: userId,
        session_id: sessionId,
        scopes: [...scopes].sort(),
        claims: digest(claims),
      };
    } catch (error) {
      if (!(error instanceof AuthError)) return crashed(error);
      return { ok: false, code: error.code, reason: error.reason };
    }
  };
});
