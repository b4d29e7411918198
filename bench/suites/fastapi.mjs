/** A FastAPI endpoint: open, behind a check that does nothing, behind the bridge, and as others guard it. */
import { makeSessions } from "../credentials/sessions.mjs";
import { USERS } from "../lib/context.mjs";
import { measureServers } from "../lib/rounds.mjs";

const JWT = ["signature", "issuer", "audience", "expired", "algorithm"];
const PROFILE = [...JWT, "future", "without sid"];
const SESSION = ["ended", "expired", "unknown"];

/**
 * @typedef {Omit<import("../lib/rounds.mjs").Loaded, "program" | "credentials"> & import("../lib/report.mjs").Contender &
 *   { module: string, kind: "hs256" | "hs256New" | "eddsa" | "eddsaNew" | "stock" | "postgres" | "sqlite" | "cookie" }} Contender
 */

/** @type {Contender[]} */
const CONTENDERS = [
  { id: "none", title: "no dependency", module: "none", kind: "hs256" },
  { id: "do-nothing", title: "a dependency that does nothing", module: "do_nothing", kind: "hs256" },
  {
    id: "bridge",
    title: "`auth.path_owner`, HS256",
    module: "bridge",
    kind: "hs256",
    refuses: PROFILE,
    targets: [
      { atLeast: 0.96 },
      { of: "p99", atMost: 1.05 },
      { against: "none", atLeast: 0.86 },
      { against: "get-session", atLeast: 12 },
    ],
  },
  {
    id: "bridge-new",
    title: "`auth.path_owner`, HS256, each token for the first time",
    module: "bridge",
    kind: "hs256New",
    refuses: PROFILE,
    targets: [{ atLeast: 0.9 }],
  },
  {
    id: "bridge-revocations",
    title: "`auth.path_owner`, HS256, 100,000 revocations",
    module: "bridge_revocations",
    kind: "hs256",
    refuses: PROFILE,
    targets: [{ against: "bridge", atLeast: 0.98 }],
  },
  {
    id: "bridge-eddsa",
    title: "`auth.path_owner`, EdDSA",
    module: "bridge",
    kind: "eddsa",
    refuses: PROFILE,
    targets: [{ atLeast: 0.95 }],
  },
  {
    id: "bridge-eddsa-new",
    title: "`auth.path_owner`, EdDSA, each token for the first time",
    module: "bridge",
    kind: "eddsaNew",
    refuses: PROFILE,
    targets: [{ atLeast: 0.48 }],
  },
  {
    id: "hand-made",
    title: "the least by hand, HS256",
    module: "hand_made",
    kind: "hs256",
    refuses: JWT.filter((fault) => fault !== "algorithm"),
  },
  { id: "tutorial", title: "`HTTPBearer` + PyJWT, HS256", module: "tutorial", kind: "hs256", refuses: JWT },
  {
    id: "tutorial-sync",
    title: "`HTTPBearer` + PyJWT, HS256, plain `def`",
    module: "tutorial_sync",
    kind: "hs256",
    refuses: JWT,
  },
  {
    id: "pyjwt-jwks",
    title: "PyJWT's `PyJWKClient`, EdDSA",
    module: "pyjwt_jwks",
    kind: "eddsa",
    refuses: JWT,
  },
  {
    id: "fastapi-betterauth",
    title: "fastapi-betterauth, EdDSA",
    module: "fastapi_betterauth_jwt",
    kind: "stock",
    refuses: JWT,
  },
  {
    id: "fastapi-better-auth-bridge",
    title: "fastapi-better-auth-bridge, EdDSA",
    module: "fastapi_better_auth_bridge_jwt",
    kind: "stock",
    refuses: JWT,
  },
  {
    id: "fastapi-better-auth-bridge-cookie",
    title: "fastapi-better-auth-bridge, cookie and PostgreSQL",
    module: "fastapi_better_auth_bridge_cookie",
    kind: "cookie",
    refuses: SESSION,
    asks: true,
  },
  {
    id: "asyncpg",
    title: "session row, PostgreSQL, asyncpg",
    module: "session_asyncpg",
    kind: "postgres",
    refuses: SESSION,
    asks: true,
  },
  {
    id: "sqlalchemy",
    title: "session row, PostgreSQL, SQLAlchemy",
    module: "session_sqlalchemy",
    kind: "postgres",
    refuses: SESSION,
    asks: true,
  },
  {
    id: "sqlite",
    title: "session row, SQLite, aiosqlite",
    module: "session_sqlite",
    kind: "sqlite",
    refuses: SESSION,
  },
  {
    id: "get-session",
    title: "Better Auth's `get-session`, over HTTP",
    module: "get_session",
    kind: "cookie",
    refuses: SESSION,
    asks: true,
  },
];

/** @type {import("../lib/report.mjs").Suite} */
export const fastapi = {
  id: "fastapi",
  title: "FastAPI",
  unit: "requests/s",
  base: "do-nothing",
  contenders: CONTENDERS.map(({ id, title, targets = [] }) => ({ id, title, targets })),
  async measure(context) {
    const sessions = await makeSessions(USERS, context);
    try {
      const known = { ...context.tokens, ...sessions };
      const loaded = CONTENDERS.map(({ kind, module, ...contender }) => ({
        ...contender,
        credentials: known[kind],
        program: { file: `python/${module}.py` },
      }));
      return await measureServers(loaded, context);
    } finally {
      await sessions.stop();
    }
  },
};
