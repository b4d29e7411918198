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
  readonly queryClient: QueryClient;
  /** End the session, forget all that belongs to it, and go to the sign-in page. */
  readonly signOut: () => Promise<boolean>;
}

const makeAuthClient = (tokens: ReturnType<typeof createTokenClient>) =>
  createAuthClient({ plugins: [tokenClientPlugin(tokens)] });

type AuthClient = ReturnType<typeof makeAuthClient>;

export function createServices(apiOrigin: string): Services {
  const tokens = createTokenClient({ apiUrl: apiOrigin });
  const connection = createConnection();
  const auth = makeAuthClient(tokens);
  const onError = (error: unknown): void => {
    if (error instanceof ApiError) void leaveIfSignedOut(error, auth);
  };
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: retryQuery, retryDelay, staleTime: 10_000 },
      mutations: { retry: retryMutation, retryDelay },
    },
  });
  const signOut = async (): Promise<boolean> => {
    const { error } = await auth.signOut().catch(() => ({ error: true }));
    if (error) return false;
    tokens.clear();
    queryClient.clear();
    // A new document: nothing of this one, neither memory nor the router's cache, is left for the next person.
    window.location.replace("/sign-in");
    return true;
  };
  const api = createApiClient<paths>({ baseUrl: apiOrigin, fetch: connection.watch(tokens.fetch) });
  return { api, auth, connection, notices: createNotices(), queryClient, signOut };
}

/**
 * Leave the page when its session is over, or belongs to somebody else by now (another tab signed in anew).
 *
 * A 401 alone proves neither: an API with another secret answers one too, and going to the sign-in page would come
 * straight back here, for ever. So Better Auth is asked.
 */
async function leaveIfSignedOut(error: ApiError, auth: AuthClient): Promise<void> {
  if (error.code === "user_mismatch") return window.location.reload();
  if (error.status !== 401) return;
  const session = await auth.getSession();
  if (session.data === null && session.error === null) window.location.replace("/sign-in?ended");
}
