import { usesUp } from "../plan/api.js";
import { isOwnerName } from "../plan/names.js";
import { type Extra, type Target, withExtra } from "../plan/requests.js";
import type { Cell, Fault } from "../report/findings.js";
import { settle } from "./others.js";
import { type Prober, requestAs, worst } from "./probe.js";

const MEMBERS = ["user_id", "userId", "owner_id", "ownerId", "owner", "user", "sub", "created_by"];
const HEADERS = ["X-User-Id", "X-User", "X-Forwarded-User", "X-Auth-User-Id", "X-Remote-User"];

interface Way {
  readonly fault: Fault;
  readonly how: string;
  readonly change: Partial<Target>;
  readonly extra: Extra;
}

/**
 * Another user on their own path, who says in the body, the query or a header to be the owner: with their own objects, and
 * with the owner's unless these are had for the asking.
 */
export async function trySmuggling(prober: Prober, ids: Cell): Promise<Cell> {
  const { world, subject } = prober;
  const { other } = world.users;
  const withOwners = subject.operation.names.length > 0 && ids.outcome !== "leak";
  const cells: Cell[] = [];
  for (const scene of withOwners ? [world.other, world.owner] : [world.other]) {
    for (const { fault, how, change, extra } of waysOf(prober)) {
      if (usesUp(subject.operation, world.api)) await world.other.prepare(subject.operation, true);
      const target = { ownerId: other.id, objects: scene.target.objects, ...change };
      const request = withExtra(requestAs(world, subject, target, other), extra);
      const which = scene === world.owner ? `${how}, and that of the owner's object` : how;
      const signed = { ...request, token: other.token() };
      const probe = { attempt: "smuggled", fault, caller: other, how: which, request: signed } as const;
      cells.push((await prober.send(probe)).cell);
    }
  }
  // A body with members that the API does not know may be refused for them alone: that is safe too.
  return settle(worst(cells));
}

function waysOf({ world, subject }: Prober): Way[] {
  const { operation } = subject;
  const claimedId = world.users.owner.id;
  const all = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, claimedId]));
  const declared = operation.parameters
    .filter((parameter) => parameter.in === "query" && isOwnerName(parameter.name))
    .map(({ name }) => name);
  const inBody = { fault: "owner-in-body", how: "with the owner's id in the body" } as const;
  const inQuery = { fault: "owner-in-query", how: "with the owner's id in the query" } as const;
  const inHeader = { fault: "owner-in-header", how: "with the owner's id in a header" } as const;
  const ways: Way[] = [
    ...(operation.bodyNamesPerson ? [{ ...inBody, change: { claimedId }, extra: {} }] : []),
    { ...inBody, change: {}, extra: { body: all(MEMBERS) } },
    { ...inQuery, change: {}, extra: { query: all([...MEMBERS, ...declared]) } },
    { ...inHeader, change: {}, extra: { headers: all(HEADERS) } },
  ];
  // Whoever is to be given something is named by right, in body or query.
  if (operation.grants) return ways.filter(({ fault }) => fault === "owner-in-header");
  return operation.body === undefined ? ways.filter(({ fault }) => fault !== "owner-in-body") : ways;
}
