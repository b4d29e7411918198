import { createAuthClient } from "better-auth/react";
import { type createTokenClient, tokenClientPlugin } from "jwt-auth-bridge/client";

/** Seconds after which a page that nobody touches notices that its session was ended elsewhere. */
const LOOK_EVERY = 60;

/** Better Auth's client, which keeps `tokens` in step with the session. */
export const makeAuthClient = (tokens: ReturnType<typeof createTokenClient>) =>
  createAuthClient({
    plugins: [tokenClientPlugin(tokens)],
    sessionOptions: { refetchInterval: LOOK_EVERY },
  });

export type AuthClient = ReturnType<typeof makeAuthClient>;
