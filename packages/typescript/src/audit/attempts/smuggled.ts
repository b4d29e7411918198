import { objectAt, resolveReference } from "../openapi/references.js";
import { type Extra, withExtra } from "../plan/requests.js";
import { isOwnerName } from "../plan/roles.js";
import type { Cell, Fault } from "../report/findings.js";
import { settle } from "./others.js";
import { NOT_APPLICABLE, type Prober, requestAs, worst } from "./probe.js";

const MEMBERS = ["user_id", "userId", "owner_id", "ownerId", "owner", "user", "sub", "created_by"];
const HEADERS = ["X-User-Id", "X-User", "X-Forwarded-User", "X-Auth-User-Id", "X-Remote-User"];

interface Way {
  readonly fault: Fault;
  readonly how: string;
  readonly extra: Extra;
}

/** Another user on their own path and objects, who says in the body, the query or a header to be the owner. */
export async function trySmuggling(prober: Prober): Promise<Cell> {
  const { world, subject } = prober;
  const { other } = world.users;
  const cells: Cell[] = [];
  for (const { fault, how, extra } of waysOf(prober)) {
    if (subject.operation.method === "DELETE") await world.other.prepare(subject.operation, true);
    const request = withExtra(requestAs(world, subject, world.other.target, other), extra);
    const probe = {
      attempt: "smuggled",
      fault,
      caller: other,
      how,
      request: { ...request, token: other.token() },
    } as const;
    const { answer, cell } = await prober.send(probe);
    // A body with members that the API does not know may be refused for them alone: that is safe too.
    cells.push(answer.status === 0 ? cell : settle(cell));
  }
  return cells.length === 0 ? NOT_APPLICABLE : worst(cells);
}

function waysOf({ world, subject }: Prober): Way[] {
  const { id } = world.users.owner;
  const all = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, id]));
  const { body } = subject.operation;
  const declared = Object.keys(
    objectAt(resolveReference(world.api.document, body?.schema), "properties"),
  ).filter(isOwnerName);
  const inQuery = {
    fault: "owner-in-query",
    how: "with the owner's id in the query",
    extra: { query: all(MEMBERS) },
  } as const;
  const inHeader = {
    fault: "owner-in-header",
    how: "with the owner's id in a header",
    extra: { headers: all(HEADERS) },
  } as const;
  const inBody = [declared, MEMBERS]
    .filter(({ length }) => length > 0)
    .map(
      (names): Way => ({
        fault: "owner-in-body",
        how: "with the owner's id in the body",
        extra: { body: all(names) },
      }),
    );
  return [...(body ? inBody : []), inQuery, inHeader];
}
