import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { createAuthClient } from "better-auth/react";
import { createTokenClient, tokenClientPlugin } from "jwt-auth-bridge/client";
import createApiClient, { type Client } from "openapi-fetch";
import { ApiError } from "./api/errors";
import type { paths } from "./api/schema.gen";
import { type Connection, createConnection } from "./connection";
import { createNotices, type Notices } from "./notices";
import { retryDelay, retryMutation, retryQuery } from "./retry";

/** Everything of the browser's side that outlives a page: made once a document, dropped with it. */
export interface Services {
  readonly api: Client<paths>;
  readonly auth: AuthClient;
  readonly connection: Connection;
  readonly notices: Notices;
  /** Leave the page when the user whose tasks it shows is not, or no longer, the one signed in. */
  readonly noteUser: (shown: string, present: string | undefined) => void;
  readonly queryClient: QueryClient;
  /** End the session, or all of this user's, forget all that belongs to it, and go to the sign-in page. */
  readonly signOut: (extent: Extent) => Promise<boolean>;
}

export type Extent = "here" | "everywhere";

/** Seconds after which a page that nobody touches notices that its session was ended elsewhere. */
const LOOK_EVERY = 60;

const makeAuthClient = (tokens: ReturnType<typeof createTokenClient>) =>
  createAuthClient({
    plugins: [tokenClientPlugin(tokens)],
    sessionOptions: { refetchInterval: LOOK_EVERY },
  });

type AuthClient = ReturnType<typeof makeAuthClient>;

export function createServices(apiOrigin: string): Services {
  const tokens = createTokenClient({ apiUrl: apiOrigin });
  const connection = createConnection();
  const auth = makeAuthClient(tokens);
  let leaving = false;
  let signingOut = false;
  // The first reason to leave wins; a new document keeps nothing of this one, neither memory nor the router's cache.
  const leave = (go: () => void): void => {
    if (leaving) return;
    leaving = true;
    go();
  };
  const noteUser: Services["noteUser"] = (shown, present) => {
    if (present === undefined) leave(() => window.location.replace("/sign-in?ended"));
    else if (present !== shown) leave(() => window.location.reload());
  };
  const onError = (error: unknown): void => {
    if (!(error instanceof ApiError)) return;
    if (error.code === "user_mismatch") leave(() => window.location.reload());
    // A 401 alone does not prove that the session is over: an API with another secret answers one too, and the
    // sign-in page would send straight back here, for ever. So Better Auth is asked; see SessionWatch.
    else if (error.status === 401) auth.$store.notify("$sessionSignal");
  };
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: retryQuery, retryDelay, staleTime: 10_000 },
      mutations: { retry: retryMutation, retryDelay },
    },
  });
  const signOut: Services["signOut"] = async (extent) => {
    leaving = signingOut = true;
    await queryClient.cancelQueries();
    const over = await endSessions(auth, extent);
    leaving = signingOut = over !== undefined;
    if (over === undefined) return false;
    tokens.clear();
    queryClient.clear();
    window.location.replace(over);
    return true;
  };
  // Once signing out has begun, nothing more is asked of the API: it would be asked without a token.
  const send: typeof fetch = (...request) => (signingOut ? new Promise(() => {}) : tokens.fetch(...request));
  const api = createApiClient<paths>({ baseUrl: apiOrigin, fetch: connection.watch(send) });
  return { api, auth, connection, notices: createNotices(), noteUser, queryClient, signOut };
}

/** @returns The page to go to, or undefined when nothing is known to have ended. */
async function endSessions(auth: AuthClient, extent: Extent): Promise<string | undefined> {
  const failed = { error: { status: 0 } };
  if (extent === "everywhere") {
    const { error } = await auth.revokeSessions().catch(() => failed);
    // Without a session of its own this page can end none.
    if (error) return error.status === 401 ? "/sign-in?ended" : undefined;
  }
  const { error } = await auth.signOut().catch(() => failed);
  if (extent === "here") return error ? undefined : "/sign-in";
  return "/sign-in?ended=everywhere"; // whether or not the cookie could be taken away: it is good for nothing now
}
