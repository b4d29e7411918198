/** What the command prints, and the document holds: a table for each thing that grows. */
import { bytes, count, duration, people, table, whole } from "./words.mjs";

/** @typedef {import("./demand.mjs").Demand} Demand */
/** Of what tokens cost the auth servers: so much may the feed cost them beside. */
export const FEED_SHARE = 0.1;

/** @typedef {readonly [title: string, said: (demand: Demand) => string]} Row */

const rate = (/** @type {{ mean: number, peak: number }} */ { mean, peak }) =>
  `${count(mean)} · ${count(peak)}`;

/** @type {readonly Row[]} */
const TOKENS = [
  ["tokens minted a second, mean · peak", ({ tokens }) => rate(tokens)],
  ["database reads a second of `/token`, sessions in PostgreSQL", ({ tokenReads }) => count(tokenReads)],
  ["the same, sessions in Redis: commands there", ({ tokenCommands }) => count(tokenCommands)],
  ["writes a second, by sessions that are prolonged once a day", ({ writes }) => count(writes)],
  ["database reads a second of `/get-session`, without a cookie cache", ({ lookReads }) => count(lookReads)],
  ["auth server for tokens, cores in use, sessions in PostgreSQL", ({ authCores }) => count(authCores)],
  ["the same, sessions in Redis", ({ authCoresRedis }) => count(authCoresRedis)],
  ["PostgreSQL for tokens, cores in use", ({ postgresCores }) => count(postgresCores)],
  ["**auth server, processes**", ({ auths }) => `**${whole(auths)}**`],
  ["their connections to PostgreSQL, 10 in each pool", ({ connections }) => count(connections)],
];

/** @type {readonly Row[]} */
const API = [
  ["requests a second, mean · peak", ({ requests }) => rate(requests)],
  ["cores in use for verification, Python", ({ verifyCores }) => count(verifyCores.python)],
  ["the same, Node", ({ verifyCores }) => count(verifyCores.node)],
  ["cores in use for the whole API, FastAPI", ({ apiCores }) => count(apiCores)],
  ["**API, processes**", ({ apis }) => `**${whole(apis)}**`],
  ["memory for verified tokens, each process, Python · Node", ({ memory }) => remembered(memory)],
  ['fetches of the key set a second, with `signing: "jwks"`', ({ keySets }) => count(keySets)],
];

/** @param {Demand["memory"]} memory */
const remembered = ({ python, node }) => `${bytes(python.remembered)} · ${bytes(node.remembered)}`;

/** @type {readonly Row[]} */
const REVOCATION = [
  ["sign-outs a second, mean · peak", ({ signOuts }) => rate(signOuts)],
  [
    "database reads and writes a second of sign-outs",
    (each) => `${count(each.signOutReads)} · ${count(each.signOutWrites)}`,
  ],
  ["entries held by each API process, at most", ({ held }) => count(held)],
  [
    "their memory, Python · Node",
    ({ memory }) => `${bytes(memory.python.entries)} · ${bytes(memory.node.entries)}`,
  ],
  ["feed: bytes a second to each API process", ({ feed }) => bytes(feed.toEach)],
  ["feed: listeners of each auth server process, of 100", ({ feed }) => whole(feed.listeners)],
  ["feed: rows a second that all auth servers read again", ({ feed }) => count(feed.readAgain)],
  ["feed: cores of the auth servers for that", ({ feed }) => count(feed.readCores)],
  ["feed: a start, bytes and time", ({ feed }) => `${bytes(feed.start)}, ${duration(feed.startSeconds)}`],
  ["feed: that start, of what a listener takes (64 MiB)", ({ feed }) => percent(feed.part)],
  [
    "Redis: commands a second, written · read, at most",
    ({ redis }) => `${count(redis.written)} · ${count(redis.read)}`,
  ],
  [
    "Redis: cores for that, of the one that runs commands",
    ({ redis }) => beyond(redis.cores, count(redis.cores)),
  ],
  ["Redis: bytes a second that it sends, to all", ({ redis }) => bytes(redis.sent)],
  ["Redis: its memory · a start", ({ redis }) => `${bytes(redis.memory)} · ${duration(redis.startSeconds)}`],
];

/** @param {number} part */
function percent(part) {
  return beyond(part, part < 0.01 ? "< 1 %" : `${count(part * 100)} %`);
}

/** More than there is stands out. @param {number} part @param {string} said */
const beyond = (part, said) => (part > 1 ? `**${said}**` : said);

/** The answer, in a line for each number of users. @param {readonly Demand[]} demands @returns {string} Markdown */
export function answerOf(demands) {
  const head = ["daily users", "auth server", "API", "PostgreSQL, for tokens", "sign-outs reach APIs by"];
  const rows = demands.map((demand) => [
    people(demand.users),
    processes(demand.auths),
    processes(demand.apis),
    `${count(demand.tokenReads)} reads a second`,
    transportOf(demand),
  ]);
  return table([head, ...rows]);
}

/** @param {number} number */
const processes = (number) => `${whole(number)} ${number === 1 ? "process" : "processes"}`;

/** @param {Demand} demand */
function transportOf({ feed, redis, authCores }) {
  if (isFeedEnough(feed, authCores)) return "the feed";
  return redis.cores <= 1 ? "Redis" : "[nothing that is there](#where-the-design-stops)";
}

/** @param {Demand["feed"]} feed @param {number} authCores */
const isFeedEnough = (feed, authCores) => feed.part <= 1 && feed.readCores <= FEED_SHARE * authCores;

/** @typedef {"tokens" | "requests" | "sign-outs"} Name */

const TABLES = { tokens: TOKENS, requests: API, "sign-outs": REVOCATION };

/** @param {Name} name @param {readonly Demand[]} demands - one for each column @returns {string} Markdown */
export function tableOf(name, demands) {
  const head = ["daily users", ...demands.map(({ users }) => people(users))];
  return table([head, ...TABLES[name].map(([said, of]) => [said, ...demands.map((demand) => of(demand))])]);
}
