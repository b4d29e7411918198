/** From the traffic of a day and the measured figures to what it takes: a flat set of numbers for one number of users. */

import { DAY } from "./day.mjs";
import { ENTRY_LIFE, FEED_MOST, KEY_SET_AGE, POLL, POOL } from "./design.mjs";
import { ratesOf } from "./simulation.mjs";

/** Seconds of written entries that an auth server with listeners reads in each second. */
const READ_AGAIN =
  ENTRY_LIFE / POLL.whole + POLL.thoroughOverlap / POLL.thorough + POLL.quickOverlap / POLL.quick;

/** @typedef {ReturnType<typeof demandOf>} Demand */

/**
 * @param {import("./assumptions.mjs").Model} model
 * @param {import("./figures.mjs").Figures} figures
 * @param {import("./simulation.mjs").Traffic} traffic - of any number of users
 * @param {number} users - that it is scaled to
 */
export function demandOf(model, figures, traffic, users) {
  const scale = users / traffic.users;
  const { database, redisSessions, feed, redis, verify } = figures;
  const rate = (/** @type {import("./simulation.mjs").Kind} */ kind) => {
    const { mean, peak } = ratesOf(traffic.bins[kind]);
    return { mean: mean * scale, peak: peak * scale };
  };
  const [browser, server, looks, signOuts, requests] = [
    rate("tokens"),
    rate("serverTokens"),
    rate("looks"),
    rate("signOuts"),
    rate("requests"),
  ];
  const tokens = { mean: browser.mean + server.mean, peak: browser.peak + server.peak };
  const cores = (/** @type {number} */ perSecond, /** @type {number} */ microseconds) =>
    (perSecond * microseconds) / 1e6;
  const processes = (/** @type {number} */ busy) => Math.max(1, Math.ceil(busy / model.busy));

  // Each token as if a process saw it for the first time: a balancer hands the requests of one round to all processes.
  const apiCores = cores(requests.peak, figures.request + verify.python + model["own-work"] * 1000);
  const authCores = cores(tokens.peak, database.tokenMicroseconds);
  const [apis, auths] = [processes(apiCores), processes(authCores)];
  const written = signOuts.peak * redis.commandsPerSignOut;
  const read = apis * (redis.idleCommandsPerSecond + signOuts.peak * redis.listenerCommandsPerSignOut);
  const held = Math.max(...traffic.held) * scale;
  return {
    users,
    tokens,
    requests,
    looks,
    signOuts,
    held,
    tokenReads: tokens.peak * database.tokenReads,
    tokenCommands: tokens.peak * redisSessions.tokenCommands,
    lookReads: looks.peak * database.lookReads,
    // A session is prolonged once a day, when somebody comes.
    writes: tokens.peak * database.tokenWrites + (users / DAY) * model.peak * database.refreshWrites,
    signOutReads: signOuts.peak * database.signOutReads,
    signOutWrites: signOuts.peak * database.signOutWrites,
    authCores,
    auths,
    connections: auths * POOL,
    authCoresRedis: cores(tokens.peak, redisSessions.tokenMicroseconds),
    postgresCores: cores(tokens.peak, database.tokenPostgresMicroseconds),
    verifyCores: { python: cores(requests.peak, verify.python), node: cores(requests.peak, verify.node) },
    apiCores,
    apis,
    feed: {
      toEach: feed.idleBytesPerSecond + signOuts.peak * feed.bytesPerSignOut,
      readAgain: signOuts.peak * READ_AGAIN * auths,
      readCores: cores(signOuts.peak * READ_AGAIN * auths, feed.readMicroseconds),
      start: held * feed.bytesPerEntry,
      startSeconds: held * feed.startSeconds,
      // Beyond it a process that starts is sent more than it takes.
      part: (held * feed.bytesPerEntry) / FEED_MOST,
      listeners: apis / auths,
    },
    redis: {
      written,
      read,
      cores: cores(written + read, redis.commandMicroseconds),
      sent: apis * signOuts.peak * redis.bytesPerSignOut,
      memory: held * redis.memoryPerEntry,
      startSeconds: held * redis.startSeconds,
    },
    memory: {
      node: { entries: held * figures.entryBytes.node, remembered: figures.rememberedBytes.node },
      python: { entries: held * figures.entryBytes.python, remembered: figures.rememberedBytes.python },
    },
    keySets: apis / KEY_SET_AGE,
  };
}
