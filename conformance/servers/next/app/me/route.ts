import { auth } from "../../lib/auth";

export const GET = auth.withPrincipal((_, { principal }) => {
  const { userId, sessionId, scopes } = principal;
  return Response.json({ user_id: userId, session_id: sessionId, scopes: [...scopes].sort() });
});
