/** The TypeScript verifier, by its published entry point. */
import { AuthError, createVerifier, sharedSecret } from "jwt-auth-bridge";
import { publish } from "./key-set.mjs";
import { crashed, digest, serve } from "./serve.mjs";

await serve(async ({ issuer, audience, secrets, leeway, jwks, compatibility }) => {
  let now = 0;
  const published = jwks === undefined ? [] : [await publish(jwks)];
  const verifier = createVerifier({
    issuer,
    audience,
    keys: [...published, sharedSecret(secrets)],
    leeway,
    ...(compatibility && { compatibility }),
    now: () => now,
    info: () => {}, // standard output is for verdicts
  });
  return async (question) => {
    now = question.now;
    try {
      const caller = await ("token" in question
        ? verifier.verify(question.token)
        : verifier.verifyHeader(question.header ?? undefined));
      return {
        ok: true,
        user_id: caller.userId,
        session_id: "sid" in caller.claims ? caller.sessionId : null,
        scopes: [...caller.scopes].sort(),
        claims: digest(caller.claims),
      };
    } catch (error) {
      if (!(error instanceof AuthError)) return crashed(error);
      return { ok: false, code: error.code, reason: error.reason };
    }
  };
});
