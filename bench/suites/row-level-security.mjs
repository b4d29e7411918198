/** What row-level security costs: the policy beside a WHERE, and telling the caller beside not telling. */
import { inRoot } from "../../scripts/lib/paths.mjs";
import { startPostgres } from "../../scripts/postgres.mjs";
import { runLoop } from "../lib/loop.mjs";
import { BENCH_PYTHON } from "../lib/python.mjs";

const QUERIES = ["the 50 newest", "a count of 500", "all 500", "one by its id", "a change of one"];
const REQUESTS = [
  {
    driver: "asyncpg",
    kinds: {
      nobody: "nobody is told",
      told: "`bind_principal`",
      folded: "`bind_principal`, `IdentityConnection`",
    },
  },
  { driver: "psycopg", kinds: { nobody: "nobody is told", told: "`bind_principal`" } },
];

/** @type {import("../lib/report.mjs").Contender[]} */
const CONTENDERS = [
  ...QUERIES.flatMap((query) => {
    const base = `${query}: where`;
    return [
      { id: base, title: `${query}, a \`WHERE\``, base },
      { id: `${query}: policy`, title: `${query}, the policy`, base, targets: [{ atMost: 1.1 }] },
      { id: `${query}: both`, title: `${query}, both`, base },
    ];
  }),
  ...REQUESTS.flatMap(({ driver, kinds }) =>
    Object.entries(kinds).map(([kind, title]) => ({
      id: `${driver}: ${kind}`,
      title: `\`BEGIN\`, a query, \`COMMIT\` with ${driver}, ${title}`,
      base: `${driver}: nobody`,
    })),
  ),
];

/** @type {import("../lib/report.mjs").Suite} */
export const rowLevelSecurity = {
  id: "row-level-security",
  title: "PostgreSQL, row-level security beside a `WHERE` in the same transaction",
  unit: "µs a query",
  base: "the 50 newest: where",
  baseTitle: "the first of its kind",
  contenders: CONTENDERS,
  async measure(context) {
    const cluster = await startPostgres();
    const { queryRounds } = context.extent;
    try {
      return await runLoop("row-level security", {
        command: context.pins.subject([BENCH_PYTHON, inRoot("bench/loops/python/row_level_security.py")]),
        args: [String(queryRounds)],
        env: { DATABASE_URL: cluster.url },
        conditions: { rounds: `${queryRounds} × 50 queries`, rows: 100_000, users: 200 },
        context,
      });
    } finally {
      await cluster.stop();
    }
  },
};
