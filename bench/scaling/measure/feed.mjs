/** What one revocation is on the feed, and how long a start takes that has to hear many. */
import { randomUUID } from "node:crypto";
import { readEnvironment } from "jwt-auth-bridge";
import { revocationFeed } from "jwt-auth-bridge/revocation-feed";
import pg from "pg";
import { startPostgres } from "../../../scripts/postgres.mjs";
import { during, listen, PEOPLE, pause, QUIET, SNAPSHOT, timed, untilHeld } from "./listening.mjs";
import { signOut, signUp } from "./people.mjs";
import { startAuth } from "./servers.mjs";

/** Bytes of an entry with its mark, of an entry at the start, and seconds of a start with {@link SNAPSHOT} entries. @param {(name: string) => string} log */
export async function measureFeed(log) {
  const cluster = await startPostgres();
  const auth = await startAuth("scaling-feed", { DATABASE_URL: cluster.url }, log);
  const sent = async () => (await auth.counted()).sent;
  try {
    const cookies = await signUp(auth.origin, PEOPLE);
    const transport = () => revocationFeed(readEnvironment(auth.env));
    const api = await listen(transport());
    const idle = await during(sent, () => pause(QUIET));
    const busy = await during(sent, async () => {
      await signOut(auth.origin, cookies);
      await untilHeld(api, PEOPLE);
    });
    api.close();
    await fill(cluster.url, SNAPSHOT);
    const before = await auth.counted();
    const start = await timed(() => listen(transport()));
    const after = await auth.counted();
    start.result.close();
    const entries = SNAPSHOT + PEOPLE;
    return {
      idleBytesPerSecond: idle / (QUIET / 1000),
      bytesPerSignOut: busy / PEOPLE,
      snapshotBytesPerEntry: (after.sent[before.sent.length] ?? Number.NaN) / entries,
      // It reads them for the listener and for itself.
      readMicroseconds: ((after.seconds - before.seconds) / entries / 2) * 1e6,
      snapshotSeconds: start.seconds,
      snapshotEntries: entries,
    };
  } finally {
    await auth.stop();
    await cluster.stop();
  }
}

/** As many rows of sign-outs, of the last hour. @param {string} url @param {number} count */
async function fill(url, count) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `INSERT INTO revocation (id, sid, until, "createdAt")
     SELECT md5(n::text), md5(n::text || $1), now() + interval '1 hour' - n * interval '30 ms', now() - n * interval '30 ms'
     FROM generate_series(1, ${count}) AS n`,
    [randomUUID()],
  );
  await client.end();
}
