import type { TokenClient } from "./token-client.js";

/** The part of Better Auth's client store that is used here. */
interface SessionStore {
  listen(signal: string, listener: () => void): void;
}

/** What Better Auth's client tells about one of its requests. */
interface AuthRequest {
  readonly url: string | URL;
  readonly method?: string | undefined;
}

/** The same for an answer. */
interface AuthAnswer {
  readonly request: AuthRequest;
  readonly data?: unknown;
}

const CHANNEL = "jwt-auth-bridge:session";

/**
 * A plugin for Better Auth's client that keeps `tokens` in step with the session: `createAuthClient({ plugins:
 * [tokenClientPlugin(tokens)] })`.
 *
 * The token is dropped before and after everything that may change the session (signing in, out or up, and every
 * other request but a GET), when Better Auth says that the session changed, when `/get-session` names another
 * session than before, and when one of these happens in another tab.
 */
export function tokenClientPlugin(tokens: TokenClient) {
  const tabs = openChannel(() => tokens.clear());
  let sessionId: string | null | undefined;

  function changed(): void {
    tokens.clear();
    tabs?.postMessage("changed");
  }
  function seen(id: string | null): void {
    if (sessionId !== undefined && sessionId !== id) changed();
    sessionId = id;
  }
  const hooks = {
    // Before as well: if the answer is lost, the session may have ended all the same.
    onRequest(request: AuthRequest): void {
      if (mayChangeSession(request)) tokens.clear();
    },
    onResponse({ request }: AuthAnswer): void {
      if (mayChangeSession(request)) changed();
    },
    onSuccess({ request, data }: AuthAnswer): void {
      if (isGetSession(request)) seen(readSessionId(data));
    },
  };
  return {
    id: "jwt-auth-bridge-client" as const,
    fetchPlugins: [{ id: "jwt-auth-bridge-client", name: "jwt-auth-bridge", hooks }],
    getActions: (_fetch: unknown, store: SessionStore) => {
      store.listen("$sessionSignal", () => tokens.clear());
      return {};
    },
  };
}

function mayChangeSession({ method }: AuthRequest): boolean {
  return method !== undefined && method.toUpperCase() !== "GET";
}

function isGetSession({ url }: AuthRequest): boolean {
  return /\/get-session(?:$|\?)/.test(String(url));
}

function readSessionId(data: unknown): string | null {
  const id = (data as { session?: { id?: unknown } } | null)?.session?.id;
  return typeof id === "string" ? id : null;
}

/** Between tabs of one browser. A server has none: its requests belong to different people. */
function openChannel(onMessage: () => void): BroadcastChannel | undefined {
  if (typeof window === "undefined" || typeof BroadcastChannel === "undefined") return undefined;
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = onMessage;
  return channel;
}
