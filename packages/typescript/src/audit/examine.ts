import { tryCredentials } from "./attempts/credentials.js";
import { tryExistence } from "./attempts/existence.js";
import { tryLookalikes, tryOwnersIds, tryOwnersPath } from "./attempts/others.js";
import { Prober } from "./attempts/probe.js";
import { trySmuggling } from "./attempts/smuggled.js";
import { tryViews } from "./attempts/views.js";
import { type Features, featuresOf } from "./evidence/compare.js";
import { Watch } from "./evidence/watch.js";
import { type Answer, isSuccess } from "./http/client.js";
import type { Planned } from "./plan/api.js";
import { canWrite, requestOf } from "./plan/requests.js";
import { ATTEMPTS, type Cell, type Row } from "./report/findings.js";
import type { World } from "./world.js";

/** Every attempt on one operation. */
export async function examine(world: World, operation: Planned): Promise<Row> {
  if (!canWrite(operation))
    return untested(operation, `bodies of ${operation.body?.mediaType} are not supported`);
  await world.other.prepare(operation);
  await world.owner.prepare(operation, operation.method === "DELETE");
  // What takes the owner's account away comes last: nothing could be tried after it.
  const isFinal = operation.method === "DELETE" && operation.uses.length === 0;
  const owners = isFinal ? undefined : await world.owner.send(operation);
  if (owners !== undefined && !isSuccess(owners)) return refused(operation, owners);
  if (operation.method === "DELETE" && !isFinal) await world.owner.prepare(operation, true);
  const cells = await tryAll(world, operation, owners);
  const last = owners ?? (await world.owner.send(operation));
  if (!isSuccess(last)) return refused(operation, last);
  return { operation: operation.name, cells: { ...cells, owner: { outcome: "safe", status: last.status } } };
}

async function tryAll(world: World, operation: Planned, owners: Answer | undefined) {
  const isReading = operation.method === "GET";
  const others = isReading ? await lookAsOther(world, operation) : undefined;
  const watch = isReading ? undefined : await Watch.begin(world, operation);
  const prober = new Prober(world, { operation, owners, others }, watch);
  const credentials = await tryCredentials(prober);
  const path = await tryOwnersPath(prober);
  const ids = await tryOwnersIds(prober);
  const views = await tryViews(prober);
  const smuggled = await trySmuggling(prober);
  const alike = await tryLookalikes(prober);
  const exists = await tryExistence(prober, path, ids);
  return {
    ...credentials,
    path: path.cell,
    ids: settleIds(ids.cell, exists),
    views,
    smuggled,
    alike,
    exists,
  };
}

/** Let through with the owner's id, and yet the same as with an id of nothing: nothing was shown or done. */
function settleIds(ids: Cell, exists: Cell): Cell {
  return ids.outcome === "open" && exists.outcome === "safe" ? { ...ids, outcome: "safe" } : ids;
}

async function lookAsOther({ api, client, other, users }: World, operation: Planned): Promise<Features> {
  const request = requestOf(api, operation, other.target, other.writing(operation));
  return featuresOf(await client.send({ ...request, token: users.other.token() }));
}

function refused(operation: Planned, { status }: Answer): Row {
  const what = status === 0 ? "nothing in time" : `${status}`;
  return {
    ...untested(operation, `the owner was answered ${what}`),
    cells: cellsOf({ outcome: "untested", status }),
  };
}

/** The row of an operation of which nothing is known. */
export function untested(operation: Planned, why: string): Row {
  return { operation: operation.name, cells: cellsOf({ outcome: "untested" }), untested: why };
}

function cellsOf(owner: Cell): Row["cells"] {
  const names = Object.keys(ATTEMPTS) as (keyof typeof ATTEMPTS)[];
  const empty = Object.fromEntries(names.map((name) => [name, { outcome: "none" }])) as Row["cells"];
  return { ...empty, owner };
}
