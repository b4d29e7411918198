import type { Answer } from "../http/client.js";
import { unknownLike } from "../plan/ids.js";
import type { Target } from "../plan/requests.js";
import type { Cell, Fault } from "../report/findings.js";
import { NOT_APPLICABLE, type Prober, requestAs, worst } from "./probe.js";

/** An attempt's answer, for comparing with the answer to an id of nothing. */
export interface Tried {
  readonly cell: Cell;
  readonly answer: Answer | undefined;
}

/** Another user on the owner's path, with the owner's objects. */
export async function tryOwnersPath(prober: Prober): Promise<Tried> {
  const { world, subject } = prober;
  if (!subject.operation.namesOwner) return { cell: NOT_APPLICABLE, answer: undefined };
  const { other } = world.users;
  const how = "as another user, on the owner's path";
  const send = (target: Target) => {
    const request = { ...requestAs(world, subject, target, other), token: other.token() };
    return prober.send({ attempt: "path", fault: "foreign-path", caller: other, how, request });
  };
  const tried = await send(world.owner.target);
  if (subject.operation.method !== "PUT") return tried;
  // PUT may make what is not there, and that may be guarded by the look-up alone.
  const { objects } = world.owner.target;
  const fresh = await send({
    ownerId: world.users.owner.id,
    objects: new Map([...objects].map(unknownEntry)),
  });
  return { ...tried, cell: worst([tried.cell, fresh.cell]) };
}

const unknownEntry = ([name, id]: [string, string]): [string, string] => [name, unknownLike(id)];

/** Another user on their own path, with ids of the owner's objects: all of them, or the innermost alone. */
export async function tryOwnersIds(prober: Prober): Promise<Tried> {
  const { world, subject } = prober;
  if (subject.operation.uses.length === 0) return { cell: NOT_APPLICABLE, answer: undefined };
  const { other } = world.users;
  const tried: Tried[] = [];
  for (const target of foreignTargets(prober)) {
    const request = { ...requestAs(world, subject, target, other), token: other.token() };
    const how = "as another user, with the id of the owner's object";
    tried.push(await prober.send({ attempt: "ids", fault: "foreign-object", caller: other, how, request }));
  }
  return { cell: worst(tried.map(({ cell }) => cell)), answer: tried[0]?.answer };
}

function foreignTargets({ world, subject }: Prober): Target[] {
  const ownerId = world.users.other.id;
  const { objects } = world.owner.target;
  const innermost = subject.operation.uses.at(-1) ?? "";
  const mixed = new Map([...world.other.target.objects, [innermost, objects.get(innermost) ?? ""] as const]);
  const all = { ownerId, objects };
  return subject.operation.uses.length < 2 ? [all] : [all, { ownerId, objects: mixed }];
}

/** Users whose ids a careless comparison takes for the owner's, on the owner's path and on their own. */
export async function tryLookalikes(prober: Prober): Promise<Cell> {
  const { world, subject } = prober;
  const cells: Cell[] = [];
  for (const { user, fault } of world.users.lookalikes) {
    const { objects } = world.owner.target;
    const paths = subject.operation.namesOwner
      ? [world.owner.target, { ownerId: user.id, objects }]
      : [{ ownerId: user.id, objects }];
    for (const target of paths) {
      const request = { ...requestAs(world, subject, target, user), token: user.token() };
      const how = "as a user whose id is nearly the owner's";
      const probe = { attempt: "alike", fault: fault as Fault, caller: user, how, request } as const;
      cells.push((await prober.send(probe)).cell);
    }
  }
  return settle(worst(cells));
}

/** On one's own path, an answer with nothing of the owner's is as it should be. */
export function settle(cell: Cell): Cell {
  return cell.outcome === "open" ? { ...cell, outcome: "safe" } : cell;
}
