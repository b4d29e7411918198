import { createAuthClient } from "better-auth/client";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createTokenClient, tokenClientPlugin } from "../../src/client/index.js";
import { readToken, startAuth } from "../support/auth-server.js";

const PASSWORD = "a-long-password";

afterEach(() => vi.unstubAllGlobals());

/** A `fetch` with a browser's cookie jar, and one's origin. */
function browserFetch(origin: string, jar: Map<string, string>): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, { ...init, credentials: "omit" });
    request.headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    request.headers.set("origin", origin);
    const response = await fetch(request);
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0\b/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
}

/** One browser on a real Better Auth server; `openTab` gives a tab's own token client and Better Auth client. */
async function openBrowser() {
  const { origin } = await startAuth();
  const jar = new Map<string, string>();
  const customFetchImpl = browserFetch(origin, jar);
  function openTab() {
    const tokens = createTokenClient({
      apiUrl: "https://api.example",
      tokenUrl: `${origin}/api/auth/token`,
      fetch: customFetchImpl,
    });
    const auth = createAuthClient({
      baseURL: origin,
      fetchOptions: { customFetchImpl },
      plugins: [tokenClientPlugin(tokens)],
    });
    const subject = async () => {
      const token = await tokens.getToken();
      return token === null ? null : readToken(token).payload.sub;
    };
    return { auth, tokens, subject };
  }
  return { openTab, jar, origin };
}

async function signUp(
  auth: ReturnType<Awaited<ReturnType<typeof openBrowser>>["openTab"]>["auth"],
  name: string,
) {
  const { data, error } = await auth.signUp.email({
    name,
    email: `${name}@example.test`,
    password: PASSWORD,
  });
  if (data === null) throw new Error(`sign-up: ${error?.message}`);
  return data.user.id;
}

describe("tokenClientPlugin", () => {
  it("drops the token on signing out", async () => {
    const { openTab } = await openBrowser();
    const { auth, subject } = openTab();
    const ann = await signUp(auth, "ann");
    expect(await subject()).toBe(ann);
    await auth.signOut();
    expect(await subject()).toBeNull();
  });

  it("drops the token on signing in as somebody else", async () => {
    const { openTab } = await openBrowser();
    const { auth, subject } = openTab();
    const ann = await signUp(auth, "ann");
    const bob = await signUp(auth, "bob");
    expect(await subject()).toBe(bob);
    await auth.signIn.email({ email: "ann@example.test", password: PASSWORD });
    expect(await subject()).toBe(ann);
  });

  it("drops the token when the answer to signing out is lost", async () => {
    const { openTab, origin } = await openBrowser();
    const { auth, tokens } = openTab();
    await signUp(auth, "ann");
    const before = await tokens.getToken();
    const lost = async () => {
      throw new TypeError("connection reset");
    };
    await auth
      .signOut({ fetchOptions: { customFetchImpl: lost, baseURL: `${origin}/api/auth` } })
      .catch(() => null);
    expect(await tokens.getToken()).not.toBe(before);
  });

  it("keeps the token over requests that change nothing", async () => {
    const { openTab } = await openBrowser();
    const { auth, tokens } = openTab();
    await signUp(auth, "ann");
    // Better Auth itself announces a new session a moment after signing up.
    await new Promise((resolve) => setTimeout(resolve, 30));
    await auth.getSession();
    const token = await tokens.getToken();
    await auth.getSession();
    await auth.listSessions();
    expect(await tokens.getToken()).toBe(token);
  });

  it("drops the token when /get-session names another session than before", async () => {
    const { openTab, jar } = await openBrowser();
    const { auth, subject } = openTab();
    const ann = await signUp(auth, "ann");
    await auth.getSession();
    expect(await subject()).toBe(ann);
    // Signed in by something that is not this client, as after the redirect of a social sign-in elsewhere.
    const other = await openBrowserCookies(openTab);
    for (const [name, value] of other) jar.set(name, value);
    await auth.getSession();
    expect(await subject()).not.toBe(ann);

    async function openBrowserCookies(open: typeof openTab) {
      const before = new Map(jar);
      await signUp(open().auth, "bob");
      const after = new Map(jar);
      jar.clear();
      for (const [name, value] of before) jar.set(name, value);
      return after;
    }
  });

  it("drops the token when Better Auth is told that the session changed", async () => {
    const { openTab } = await openBrowser();
    const { auth, tokens } = openTab();
    await signUp(auth, "ann");
    const before = await tokens.getToken();
    auth.$store.notify("$sessionSignal");
    expect(await tokens.getToken()).not.toBe(before);
  });

  it.each(["sign out", "sign in as somebody else"])("drops the token when another tab: %s", async (what) => {
    vi.stubGlobal("window", globalThis);
    const { openTab } = await openBrowser();
    const [here, there] = [openTab(), openTab()];
    const ann = await signUp(there.auth, "ann");
    await vi.waitFor(async () => expect(await here.subject()).toBe(ann));
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (what === "sign out") await there.auth.signOut();
    else await signUp(there.auth, "bob");
    await vi.waitFor(async () => expect(await here.subject()).not.toBe(ann));
  });

  it("opens no channel on a server, where requests belong to different people", async () => {
    const opened = vi.fn();
    vi.stubGlobal("BroadcastChannel", opened);
    (await openBrowser()).openTab();
    expect(opened).not.toHaveBeenCalled();
  });
});
