/** What one revocation is in Redis, and how long a start takes that has to hear many. */
import { readEnvironment } from "jwt-auth-bridge";
import { redisRevocations } from "jwt-auth-bridge/revocation-redis";
import { startPostgres } from "../../../scripts/postgres.mjs";
import { during, listen, PEOPLE, pause, QUIET, SNAPSHOT, timed, untilHeld } from "./listening.mjs";
import { signOut, signUp } from "./people.mjs";
import { SETTINGS, startAuth, startRedis } from "./servers.mjs";

const COMMANDS = 200_000;
const KEY = `jwt-auth-bridge:revocations:${SETTINGS.JWT_AUDIENCE}`;

/** Commands and bytes that Redis sends, for a sign-out and for a listener; and the memory that an entry takes there. @param {(name: string) => string} log */
export async function measureRedis(log) {
  const cluster = await startPostgres();
  const redis = await startRedis(log);
  const env = { DATABASE_URL: cluster.url, REDIS_URL: redis.url };
  const auth = await startAuth("scaling-redis-stream", env, log);
  const count = async (/** @type {string} */ name) => [
    Number(redis.ask("INFO", "stats").match(new RegExp(`${name}:(\\d+)`))?.[1]),
  ];
  const commands = () => count("total_commands_processed");
  const bytes = () => count("total_net_output_bytes");
  try {
    const cookies = await signUp(auth.origin, 2 * PEOPLE);
    const alone = await during(commands, () => signOut(auth.origin, cookies.slice(0, PEOPLE)));
    const transport = () => redisRevocations({ ...readEnvironment(auth.env), url: redis.url });
    const api = await listen(transport());
    const idle = await during(commands, () => pause(QUIET));
    const end = async () => {
      await signOut(auth.origin, cookies.slice(PEOPLE));
      await untilHeld(api, 2 * PEOPLE);
    };
    let busy = 0;
    const sent = await during(bytes, async () => {
      busy = await during(commands, end);
    });
    api.close();
    const memory = Number(redis.ask("MEMORY", "USAGE", KEY, "SAMPLES", "0"));
    redis.ask("EVAL", FILL, "1", KEY, String(SNAPSHOT), String(Date.now() / 1000 + 3600));
    const start = await timed(() => listen(transport()));
    start.result.close();
    const spent = await during(
      async () => cpuOf(redis.ask("INFO", "cpu")),
      async () => redis.flood(COMMANDS, "EXISTS", KEY),
    );
    return {
      commandsPerSignOut: alone / PEOPLE,
      idleCommandsPerSecond: idle / (QUIET / 1000),
      listenerCommandsPerSignOut: (busy - alone) / PEOPLE,
      bytesPerSignOut: sent / PEOPLE,
      memoryPerEntry: memory / (2 * PEOPLE),
      snapshotSeconds: start.seconds,
      snapshotEntries: SNAPSHOT,
      commandMicroseconds: (spent / COMMANDS) * 1e6,
    };
  } finally {
    await auth.stop();
    await redis.stop();
    await cluster.stop();
  }
}

/** Seconds, in user and kernel mode. @param {string} info */
const cpuOf = (info) =>
  [...info.matchAll(/used_cpu_(?:sys|user):([\d.]+)/g)].map(([, seconds]) => Number(seconds));

/** As many elements as of sign-outs. */
const FILL = `for i = 1, ARGV[1] do
  redis.call('XADD', KEYS[1], '*', 'entry', '{"sid":"' .. string.format('%032d', i) .. '","until":' .. ARGV[2] .. '}')
end`;
