import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { getAuth } from "./auth";

/** The session of this request, from the database; read once a request. */
export const currentSession = cache(async () => getAuth().api.getSession({ headers: await headers() }));

/** The session, or the sign-in page. Every page of a user's begins with this; proxy.ts only saves the way here. */
export async function requireSession() {
  const session = await currentSession();
  // Whoever has a cookie and yet no session was signed in once: the sign-in page says what happened.
  if (!session) redirect("/sign-in?ended");
  return session;
}
