/** The measured figures, as the document shows them. */
import { factsOf } from "../lib/table.mjs";
import { count, table } from "./words.mjs";

/** @typedef {import("./figures.mjs").Figures} Figures */
/** @typedef {Figures["database"]} Sessions */

/** @type {readonly (readonly [string, (sessions: Sessions) => string])[]} */
const BY_SESSIONS = [
  ["`/token`: reads of PostgreSQL", ({ tokenReads }) => count(tokenReads)],
  ["`/token`: commands to Redis", ({ tokenCommands }) => count(tokenCommands)],
  ["`/token`: µs of the auth server", ({ tokenMicroseconds }) => count(tokenMicroseconds)],
  ["`/token`: µs of PostgreSQL", ({ tokenPostgresMicroseconds }) => count(tokenPostgresMicroseconds)],
  ["`/get-session`: reads of PostgreSQL", ({ lookReads }) => count(lookReads)],
  ["`/get-session`: commands to Redis", ({ lookCommands }) => count(lookCommands)],
  [
    "a sign-out: reads · writes of PostgreSQL",
    ({ signOutReads, signOutWrites }) => `${count(signOutReads)} · ${count(signOutWrites)}`,
  ],
];

/** @type {readonly (readonly [string, (figures: Figures) => number])[]} */
const SINGLE = [
  ["feed: bytes to a listener for a sign-out, its mark included", ({ feed }) => feed.bytesPerSignOut],
  ["feed: bytes for an entry at the start", ({ feed }) => feed.bytesPerEntry],
  ["feed: µs of the auth server for a row that it reads", ({ feed }) => feed.readMicroseconds],
  ["Redis: commands that write a sign-out", ({ redis }) => redis.commandsPerSignOut],
  ["Redis: commands of each listener for a sign-out", ({ redis }) => redis.listenerCommandsPerSignOut],
  [
    "Redis: commands a second of a listener to which nothing comes",
    ({ redis }) => redis.idleCommandsPerSecond,
  ],
  ["Redis: bytes to a listener for a sign-out", ({ redis }) => redis.bytesPerSignOut],
  ["Redis: µs of it for a command", ({ redis }) => redis.commandMicroseconds],
  ["an entry in memory, bytes: Python", ({ entryBytes }) => entryBytes.python],
  ["an entry in memory, bytes: Node", ({ entryBytes }) => entryBytes.node],
  ["an entry in memory, bytes: Redis", ({ redis }) => redis.memoryPerEntry],
  ["a first verification, µs: Python", ({ verify }) => verify.python],
  ["a first verification, µs: Node", ({ verify }) => verify.node],
  ["a request to FastAPI with `auth.path_owner` that does nothing else, µs", ({ request }) => request],
];

/** @param {Figures} figures @returns {string} Markdown */
export function measuredOf(figures) {
  const { database, cookieCache, redisSessions } = figures;
  const head = ["", "sessions in PostgreSQL", "and a cookie cache", "sessions in Redis"];
  const kinds = [database, cookieCache, redisSessions];
  return [
    `Taken on ${factsOf(figures.machine)}.`,
    table([head, ...BY_SESSIONS.map(([title, of]) => [title, ...kinds.map(of)])]),
    table([["", "measured"], ...SINGLE.map(([title, of]) => [title, count(of(figures))])]),
  ].join("\n\n");
}
