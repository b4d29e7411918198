import { type Late, lookAfterwards } from "./attempts/afterwards.js";
import { calibrate } from "./calibrate.js";
import { Traces } from "./evidence/traces.js";
import { examine, untested } from "./examine.js";
import { BudgetSpent, Client } from "./http/client.js";
import { checkListening } from "./http/reach.js";
import { readDocument, serverPath } from "./openapi/document.js";
import { listOperations } from "./openapi/operations.js";
import { type AuditOptions, checkOptions, type Settings } from "./options.js";
import { type Planned, planApi, takesAll } from "./plan/api.js";
import { Scene } from "./plan/scene.js";
import type { Finding, Report, Row } from "./report/findings.js";
import { warningsOf } from "./report/warnings.js";
import type { Users } from "./users.js";
import type { World } from "./world.js";
import { Written } from "./written.js";

/**
 * Find out, from outside, whether one user of an API ever sees or changes another's data.
 *
 * Makes objects as one user, tries everything on them as another, and looks as the first whether all is as it was. The
 * API's data is changed: let it be a database for tests.
 *
 * @throws {@link ConfigurationError} for settings that cannot work, and without an OpenAPI 3.0 or 3.1 document.
 * @example
 * const report = await auditApi({ url: "http://localhost:8000", users: { secret, issuer, audience } });
 * expect(report.findings).toEqual([]);
 * expect(report.untested).toEqual([]);
 */
export async function auditApi(options: AuditOptions): Promise<Report> {
  const settings = checkOptions(options);
  await checkListening(settings.origin, settings.timeout);
  return audit(settings, new Client(settings));
}

/** The same through a client that is given. */
export async function audit(settings: Settings, client: Client): Promise<Report> {
  const { origin, path, users } = settings;
  const { document, location } = await readDocument(client, settings.openapi);
  const api = planApi(document, listOperations(document, path === "" ? serverPath(document) : path));
  const findings: Finding[] = [];
  const rows: Row[] = [];
  const tell = (current: string) =>
    settings.onProgress?.({
      done: rows.length,
      total: api.operations.length,
      requests: client.sent,
      current,
    });
  tell("making objects");
  const world = await untilSpent(() => openWorld(api, client, users, findings));
  const examineAll = async (operations: readonly Planned[]) => {
    for (const operation of operations) {
      tell(operation.name);
      const row = world && (await untilSpent(() => examine(world, operation)));
      rows.push(row ?? untested(operation, "the limit of requests was reached"));
    }
  };
  await examineAll(api.operations.filter((operation) => !takesAll(operation)));
  tell("looking afterwards");
  const late = world && (await untilSpent(() => lookAfterwards(world)));
  await examineAll(api.operations.filter(takesAll));
  markLate(rows, late ?? []);
  rows.sort((one, other) => orderOf(one) - orderOf(other));
  function orderOf({ operation }: Row): number {
    return Object.keys(document.paths ?? {}).findIndex((template) => operation.endsWith(template));
  }
  const open = rows.filter((row) => row.untested !== undefined);
  const report = {
    target: origin,
    document: location,
    requests: client.sent,
    rows,
    findings,
    untested: open,
  };
  const isHurried = world !== undefined && late === undefined;
  return { ...report, warnings: [...warningsOf(report, users), ...(isHurried ? [NOT_ASKED_AGAIN] : [])] };
}

const NOT_ASKED_AGAIN =
  "The lists were not asked again after all that was written: the limit of requests was reached.";

/** Put what shows only afterwards into the rows that it belongs to. */
function markLate(rows: Row[], late: readonly Late[]): void {
  for (const { operation, attempt, cell } of late) {
    const at = rows.findIndex((row) => row.operation === operation);
    const row = rows[at];
    if (row !== undefined) rows[at] = { ...row, cells: { ...row.cells, [attempt]: cell } };
  }
}

async function openWorld(
  api: World["api"],
  client: Client,
  users: Users,
  findings: Finding[],
): Promise<World> {
  const traces = new Traces(users.owner);
  const owner = new Scene(api, client, users.owner, (answer, id) => {
    traces.learn(answer);
    if (id !== undefined) traces.learnId(id);
  });
  const other = new Scene(api, client, users.other, () => {});
  const calibration = await calibrate({ api, client, owner, other }, traces);
  const others = [users.other, ...users.lookalikes.map(({ user }) => user)];
  const written = new Written({
    owner: users.owner.canaries.mark,
    others: others.map(({ canaries }) => canaries.mark),
  });
  return { api, client, users, owner, other, traces, findings, calibration, written };
}

/** Undefined when there were not enough requests for it. */
async function untilSpent<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BudgetSpent) return undefined;
    throw error;
  }
}
