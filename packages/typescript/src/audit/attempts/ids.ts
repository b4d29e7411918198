import { usesUp } from "../plan/api.js";
import type { Target } from "../plan/requests.js";
import type { Cell } from "../report/findings.js";
import type { Tried } from "./others.js";
import { type Prober, requestAs, worst } from "./probe.js";

const MAX_NAMES = 4;

/** What came of the owner's ids. */
export interface TriedIds {
  readonly cell: Cell;
  /** Those that can be compared with ids of nothing. */
  readonly tried: readonly Tried[];
}

/**
 * Another user on their own path, with ids of the owner's objects, wherever the operation takes ids: in the path, in the
 * query, anywhere in the body.
 */
export async function tryOwnersIds(prober: Prober): Promise<TriedIds> {
  const { world, subject } = prober;
  const { other } = world.users;
  const cells: Cell[] = [];
  const tried: Tried[] = [];
  for (const target of foreignTargets(prober)) {
    if (target.beside !== undefined && usesUp(subject.operation, world.api))
      await world.other.prepare(subject.operation, true);
    const request = { ...requestAs(world, subject, target, other), token: other.token() };
    const how = target.beside
      ? "as another user, with the id of the owner's object beside one of their own"
      : "as another user, with the id of the owner's object";
    const undo = ownRequest(prober);
    const probe = { attempt: "ids", fault: "foreign-object", caller: other, how, request, undo } as const;
    const { answer, cell } = await prober.send(probe);
    cells.push(cell);
    const isAsked = subject.operation.asks.size > 0 && target.asks !== undefined;
    if (target.beside === undefined && (tried.length === 0 || isAsked)) tried.push({ cell, answer, target });
  }
  return { cell: worst(cells), tried };
}

/** What is put where it is already changes nothing: it must have been put elsewhere before. */
function ownRequest({ world, subject }: Prober) {
  if (!["PUT", "PATCH"].includes(subject.operation.method)) return undefined;
  const { other } = world.users;
  return { ...requestAs(world, subject, world.other.target, other), token: other.token() };
}

/**
 * All of the owner's at once; each alone, with one's own for the rest; each optional query parameter; and, where several
 * may be named, one's own and the owner's together, in both orders: a check may look at the first, or at the last, alone.
 */
function* foreignTargets({ world, subject }: Prober): Generator<Target> {
  const { names, asks, people, namesSeveral } = subject.operation;
  const ownerId = world.users.other.id;
  const guests = people.size > 0 ? [...people] : undefined;
  const foreign = () => new Map(world.owner.target.objects); // as they are now: some are made anew

  const own = () => world.other.target.objects;
  const mixed = (name: string) => new Map([...own(), ...[...foreign()].filter(([maker]) => maker === name)]);
  if (names.length > 0) yield { ownerId, objects: foreign(), asks: guests };
  if (names.length > 1) {
    for (const name of names.slice(-MAX_NAMES).reverse())
      yield { ownerId, objects: mixed(name), asks: guests };
  }
  for (const [parameter, maker] of [...asks].slice(0, MAX_NAMES)) {
    yield { ownerId, objects: mixed(maker), asks: [parameter, ...people] };
  }
  if (!namesSeveral) return;
  const all = asks.size > 0 ? [...asks.keys(), ...people].slice(0, MAX_NAMES) : guests;
  yield { ownerId, objects: foreign(), beside: own(), asks: all };
  yield { ownerId, objects: own(), beside: foreign(), asks: all };
}
