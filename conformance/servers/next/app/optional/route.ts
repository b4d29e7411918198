import { auth } from "../../lib/auth";

export const GET = auth.withOptionalPrincipal((_, { principal }) =>
  Response.json({ user_id: principal?.userId ?? null }),
);
