/** The TypeScript verifier, by its published entry point. */
import { AuthError, createVerifier, sharedSecret } from "jwt-auth-bridge";
import { crashed, digest, serve } from "./serve.mjs";

await serve(({ issuer, audience, secrets, leeway }) => {
  let now = 0;
  const verifier = createVerifier({
    issuer,
    audience,
    keys: sharedSecret(secrets),
    leeway,
    now: () => now,
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
