import type { Answer } from "../http/client.js";
import type { Target } from "../plan/requests.js";
import { unknownObjects } from "../plan/targets.js";
import type { Cell, Fault } from "../report/findings.js";
import { type Prober, requestAs, worst } from "./probe.js";

/** An attempt's answer, for comparing with the answer to an id of nothing. */
export interface Tried {
  readonly cell: Cell;
  readonly answer: Answer;
  readonly target: Target;
}

/** Another user on the owner's path, with the owner's objects; undefined where the path names no owner. */
export async function tryOwnersPath(prober: Prober): Promise<Tried | undefined> {
  const { world, subject } = prober;
  if (!subject.operation.namesOwner) return undefined;
  const { other } = world.users;
  const how = "as another user, on the owner's path";
  const send = (target: Target) => {
    const request = { ...requestAs(world, subject, target, other), token: other.token() };
    return prober.send({ attempt: "path", fault: "foreign-path", caller: other, how, request });
  };
  const { target } = world.owner;
  const tried = { ...(await send(target)), target };
  if (subject.operation.method !== "PUT") return tried;
  // PUT may make what is not there, and that may be guarded by the look-up alone.
  const objects = unknownObjects(world.api, target.objects);
  const fresh = await send({ ownerId: world.users.owner.id, objects });
  return { ...tried, cell: worst([tried.cell, fresh.cell]) };
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
