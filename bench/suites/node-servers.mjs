/** The same endpoint in Hono, Fastify and Express: open, behind the bridge, and as others guard it. */
import { measureServers } from "../lib/rounds.mjs";

const JWT = ["signature", "issuer", "audience", "expired", "algorithm"];
const PROFILE = [...JWT, "future", "without sid"];

/**
 * @typedef {import("../lib/report.mjs").Contender & { file: string, isNew?: boolean, env?: Record<string, string>,
 *   refuses?: readonly string[] }} Contender
 */

/** @type {Contender[]} */
const HONO = [
  { id: "none", title: "no authentication", file: "hono_none" },
  { id: "nothing", title: "a middleware that does nothing", file: "hono_nothing" },
  {
    id: "bridge",
    title: "`auth.pathOwner`",
    file: "hono_bridge",
    refuses: PROFILE,
    targets: [{ atLeast: 0.85 }],
  },
  {
    id: "bridge-new",
    title: "`auth.pathOwner`, each token for the first time",
    file: "hono_bridge",
    isNew: true,
    refuses: PROFILE,
  },
  { id: "hono-jwt", title: "`hono/jwt`, the key as bytes", file: "hono_jwt", refuses: JWT },
  {
    id: "hono-jwt-key",
    title: "`hono/jwt`, the key imported once",
    file: "hono_jwt",
    env: { KEY_MADE: "1" },
    refuses: JWT,
  },
  { id: "jose", title: "jose, the key imported once", file: "hono_jose", refuses: JWT },
  { id: "map", title: "jose behind a plain map", file: "hono_map", refuses: JWT },
];

// `@fastify/jwt` refuses a token of another algorithm, but answers 500.
const FASTIFY_JWT = JWT.filter((fault) => fault !== "algorithm");

/** @type {Contender[]} */
const FASTIFY = [
  { id: "none", title: "no authentication", file: "fastify_none" },
  { id: "nothing", title: "a hook that does nothing", file: "fastify_nothing" },
  {
    id: "bridge",
    title: "`auth.pathOwner`",
    file: "fastify_bridge",
    refuses: PROFILE,
    targets: [{ atLeast: 0.9 }],
  },
  {
    id: "bridge-new",
    title: "`auth.pathOwner`, each token for the first time",
    file: "fastify_bridge",
    isNew: true,
    refuses: PROFILE,
  },
  { id: "fastify-jwt", title: "`@fastify/jwt`", file: "fastify_jwt", refuses: FASTIFY_JWT },
  {
    id: "fastify-jwt-cache",
    title: "`@fastify/jwt`, its cache on",
    file: "fastify_jwt",
    env: { JWT_CACHE: "1" },
    refuses: FASTIFY_JWT,
  },
];

/** @type {Contender[]} */
const EXPRESS = [
  { id: "none", title: "no authentication", file: "express_none" },
  { id: "nothing", title: "a middleware that does nothing", file: "express_nothing" },
  {
    id: "bridge",
    title: "`auth.pathOwner`",
    file: "express_bridge",
    refuses: PROFILE,
    targets: [{ atLeast: 0.95 }],
  },
  {
    id: "bridge-new",
    title: "`auth.pathOwner`, each token for the first time",
    file: "express_bridge",
    isNew: true,
    refuses: PROFILE,
  },
  { id: "express-jwt", title: "`express-jwt`, the key as bytes", file: "express_jwt", refuses: JWT },
  {
    id: "express-jwt-key-object",
    title: "`express-jwt`, the key made once",
    file: "express_jwt",
    env: { KEY_MADE: "1" },
    refuses: JWT,
  },
];

export const hono = suiteOf("hono", "Hono", HONO);
export const fastify = suiteOf("fastify", "Fastify", FASTIFY);
export const express = suiteOf("express", "Express", EXPRESS);

/** @param {string} id @param {string} title @param {readonly Contender[]} contenders @returns {import("../lib/report.mjs").Suite} */
function suiteOf(id, title, contenders) {
  return {
    id,
    title,
    unit: "requests/s",
    base: "none",
    contenders: contenders.map(({ id, title, targets = [] }) => ({ id, title, targets })),
    measure: (context) =>
      measureServers(
        contenders.map(({ file, isNew = false, ...contender }) => ({
          ...contender,
          credentials: isNew ? context.tokens.hs256New : context.tokens.hs256,
          program: { file: `node/${file}.mjs` },
        })),
        context,
      ),
  };
}
