import { MutationCache, type Query, QueryCache, QueryClient } from "@tanstack/react-query";
import { createTokenClient } from "jwt-auth-bridge/client";
import createApiClient, { type Client } from "openapi-fetch";
import { ApiError } from "./api/errors";
import type { paths } from "./api/schema.gen";
import { type AuthClient, makeAuthClient } from "./auth-client";
import { type Connection, createConnection } from "./connection";
import { leaveFarewell } from "./farewell";
import { createNotices, type Notices } from "./notices";
import { retryDelay, retryMutation, retryQuery } from "./retry";
import { type Extent, endSessions, type Failure } from "./sign-out";

/** Everything of the browser's side that outlives a page: made once a document, dropped with it. */
export interface Services {
  readonly api: Client<paths>;
  readonly auth: AuthClient;
  readonly connection: Connection;
  readonly notices: Notices;
  /** Leave the page when the user whose tasks it shows is not, or no longer, the one signed in. */
  readonly noteUser: (shown: string, present: string | undefined) => void;
  readonly queryClient: QueryClient;
  /**
   * End the session, or all of this user's, forget all that belongs to it, and go to the sign-in page.
   *
   * @returns Why it did not come to that; then everything goes on as before.
   */
  readonly signOut: (extent: Extent) => Promise<Failure | undefined>;
}

export function createServices(apiOrigin: string): Services {
  const tokens = createTokenClient({ apiUrl: apiOrigin });
  const connection = createConnection();
  const auth = makeAuthClient(tokens);
  let leaving = false;
  let signingOut: Promise<Failure | undefined> | undefined;
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
  async function end(extent: Extent): Promise<Failure | undefined> {
    await queryClient.cancelQueries();
    const ending = await endSessions(auth, extent);
    if (ending !== "done" && ending !== "over") return ending;
    tokens.clear();
    queryClient.clear();
    if (ending === "done" && extent === "everywhere") leaveFarewell();
    window.location.replace(ending === "over" ? "/sign-in?ended" : "/sign-in");
    return undefined;
  }
  const signOut: Services["signOut"] = async (extent) => {
    leaving = true;
    signingOut = end(extent);
    const failure = await signingOut;
    if (failure === undefined) return undefined;
    leaving = false;
    signingOut = undefined;
    // A list whose first load was cancelled has nothing to show.
    const isEmpty = ({ state }: Query): boolean => state.data === undefined;
    void queryClient.refetchQueries({ type: "active", predicate: isEmpty });
    return failure;
  };
  // While signing out nothing is asked of the API: it might be asked without a token. Then the document goes, or not.
  const send: typeof fetch = async (...request) => {
    if (signingOut && (await signingOut) === undefined) return new Promise(() => {});
    return tokens.fetch(...request);
  };
  const api = createApiClient<paths>({ baseUrl: apiOrigin, fetch: connection.watch(send) });
  return { api, auth, connection, notices: createNotices(), noteUser, queryClient, signOut };
}
