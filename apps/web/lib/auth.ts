import "server-only";
import { betterAuth } from "better-auth";
import { authOptions } from "./auth-options";
import { environment } from "./environment";

const createAuth = () => betterAuth(authOptions(environment()));

let auth: ReturnType<typeof createAuth> | undefined;

/** The app's Better Auth, made on first use: `next build` imports this file and has no secret. */
export function getAuth(): ReturnType<typeof createAuth> {
  auth ??= createAuth();
  return auth;
}
