import { auth } from "../../../../lib/auth";

export const GET = auth.withPathOwner((_, { principal }) => Response.json({ user_id: principal.userId }));
