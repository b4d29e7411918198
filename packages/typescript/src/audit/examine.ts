import { tryCredentials } from "./attempts/credentials.js";
import { tryExistence } from "./attempts/existence.js";
import { tryOwnersIds } from "./attempts/ids.js";
import { tryLookalikes, tryOwnersPath } from "./attempts/others.js";
import { NOT_APPLICABLE, Prober } from "./attempts/probe.js";
import { findSearches } from "./attempts/searches.js";
import { trySmuggling } from "./attempts/smuggled.js";
import { tryViews } from "./attempts/views.js";
import { type Features, featuresOf } from "./evidence/compare.js";
import { Watch } from "./evidence/watch.js";
import { type Answer, isSettled, isSuccess } from "./http/client.js";
import { type Planned, takesAll, usesUp } from "./plan/api.js";
import { canWrite, requestOf } from "./plan/requests.js";
import { ATTEMPTS, type Cell, type Fault, type Row } from "./report/findings.js";
import type { World } from "./world.js";

/** Every attempt on one operation. */
export async function examine(world: World, operation: Planned): Promise<Row> {
  if (!canWrite(operation))
    return untested(operation, `bodies of ${operation.body?.mediaType} are not supported`);
  await world.other.prepare(operation);
  await world.owner.prepare(operation);
  const first = isRehearsed(operation) ? await world.owner.send(operation) : undefined;
  if (first !== undefined && !isSuccess(first)) return refused(operation, first);
  if (operation.method === "GET") {
    const prober = new Prober(world, {
      operation,
      owners: first,
      others: await lookAsOther(world, operation),
      searches: [],
    });
    return rowOf(operation, await tryAll(prober), first);
  }
  const tried = await examineWrite(world, operation, first);
  // What was written may have been there already: to turn on what is on shows nothing.
  const isOver = tried.isSettled || !world.owner.chooseOtherwise(operation);
  return isOver ? tried.row : (await examineWrite(world, operation, first)).row;
}

/**
 * @param first - What the owner was answered when they did it once before; undefined where they have not.
 * @returns `isSettled`: other values would tell nothing more.
 */
async function examineWrite(
  world: World,
  operation: Planned,
  first: Answer | undefined,
): Promise<{ readonly row: Row; readonly isSettled: boolean }> {
  const searches = await findSearches(world, operation);
  // Another object than the one on which it has been done: to do it twice may change nothing.
  await world.other.prepare(operation);
  await world.owner.prepare(operation, first !== undefined);
  const prober = new Prober(
    world,
    { operation, owners: undefined, others: undefined, searches },
    await Watch.begin(world, operation),
  );
  const cells = await tryAll(prober);
  // On the same data, after all: had anybody else's request done this, it would have been seen.
  const last = await world.owner.send(operation);
  if (first === undefined && !isSuccess(last)) return { row: refused(operation, last), isSettled: true };
  const isReading = searches.some(({ isFilter }) => isFilter);
  const isProven =
    isReading || (isSuccess(last) && ((await prober.changed()) ?? (await move(prober))) !== undefined);
  if (usesUp(operation, world.api)) for (const scene of [world.owner, world.other]) scene.forget(operation);
  // Others know those texts now: to be shown another one is news.
  if (searches.length > 0) await world.owner.makeAll();
  return { row: rowOf(operation, isProven ? cells : unproven(cells), first ?? last), isSettled: isProven };
}

/** What the owner puts where it is already shows nothing: they put it elsewhere. */
async function move(prober: Prober): Promise<Fault | undefined> {
  const { world, subject } = prober;
  const isPut = ["PUT", "PATCH"].includes(subject.operation.method);
  if (!isPut || !(await world.owner.makeOthers(subject.operation))) return undefined;
  await prober.accept();
  await world.owner.send(subject.operation);
  return prober.changed();
}

/**
 * Whether the owner does it once before anybody else, so that its body is known to be taken. Not where that would leave
 * nothing to change: what has neither an object nor a body may be done once only.
 */
function isRehearsed(operation: Planned): boolean {
  return operation.method === "GET" || (!takesAll(operation) && hasVariety(operation));
}

const hasVariety = ({ names, body }: Planned): boolean => names.length > 0 || body !== undefined;

type Cells = Omit<Row["cells"], "owner">;

function rowOf(operation: Planned, cells: Cells, owners: Answer | undefined): Row {
  return {
    operation: operation.name,
    cells: { ...cells, owner: { outcome: "safe", status: owners?.status ?? 0 } },
  };
}

async function tryAll(prober: Prober): Promise<Cells> {
  const credentials = await tryCredentials(prober);
  const path = await tryOwnersPath(prober);
  const ids = await tryOwnersIds(prober);
  const views = await tryViews(prober);
  // What a search shows to everybody needs no trick.
  const isShown = prober.subject.searches.length > 0 && views.outcome === "leak";
  const smuggled = isShown ? NOT_APPLICABLE : await trySmuggling(prober, ids.cell);
  const alike = await tryLookalikes(prober);
  const exists = await tryExistence(prober, path, ids);
  return {
    ...credentials,
    path: path?.cell ?? NOT_APPLICABLE,
    ids: settleIds(ids.cell, exists),
    views,
    smuggled,
    alike,
    exists,
  };
}

/** The owner's own write shows in nothing that they can read: whether another's did anything is not known. */
function unproven(cells: Cells): Cells {
  const demoted = Object.entries(cells).map(([attempt, cell]) => {
    const isWrite = attempt !== "exists" && attempt !== "views";
    const isDoubtful = isWrite && ["safe", "open"].includes(cell.outcome) && isSuccess(cell);
    return [attempt, isDoubtful ? { ...cell, outcome: "untested" } : cell];
  });
  return Object.fromEntries(demoted) as Cells;
}

/** Let through with the owner's id, and yet the same as with an id of nothing: nothing was shown or done. */
function settleIds(ids: Cell, exists: Cell): Cell {
  return ids.outcome === "open" && exists.outcome === "safe" ? { ...ids, outcome: "safe" } : ids;
}

/** Undefined when it cannot be told: a server was busy. */
async function lookAsOther(
  { api, client, other, users }: World,
  operation: Planned,
): Promise<Features | undefined> {
  const request = requestOf(api, operation, other.target, other.writing(operation));
  const answer = await client.send({ ...request, token: users.other.token() });
  return isSettled(answer) ? featuresOf(answer) : undefined;
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
