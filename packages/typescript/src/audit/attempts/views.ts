import { arrayOrEmpty, cursorsOf } from "../evidence/cursors.js";
import type { Parameter } from "../openapi/operations.js";
import { resolveReference } from "../openapi/references.js";
import { isPersonName } from "../plan/names.js";
import { pageSizeOf } from "../plan/paging.js";
import { withExtra } from "../plan/requests.js";
import type { Cell, Fault } from "../report/findings.js";
import { settle } from "./others.js";
import { NOT_APPLICABLE, type Prober, requestAs, worst } from "./probe.js";

const MAX_VALUES = 6;
const MAX_TEXTS = 12;

/** What another user's own reading shows: as it is, through each query parameter, with the owner's cursors. */
export async function tryViews(prober: Prober): Promise<Cell> {
  if (prober.subject.operation.method !== "GET") return trySearches(prober);
  const cells = [await view(prober, "list-leak", "as another user, on their own path", {})];
  for (const parameter of optionalQuery(prober)) {
    for (const value of valuesFor(prober, parameter)) {
      const how = `as another user, on their own path, with ${parameter.name} in the query`;
      cells.push(await view(prober, "filter-leak", how, { [parameter.name]: value }));
    }
  }
  for (const query of await ownersCursors(prober)) {
    cells.push(await view(prober, "cursor-leak", "as another user, with the owner's cursor", query));
  }
  const shown = worst(cells);
  return shown.outcome === "leak" ? shown : worst([shown, countCell(prober)]);
}

/** A POST that shows the owner what is the owner's when it is asked so. */
async function trySearches(prober: Prober): Promise<Cell> {
  const cells: Cell[] = [];
  const { world } = prober;
  const { other } = world.users;
  for (const search of prober.subject.searches) {
    for (const text of [search.text, "%", "*"]) {
      const subject = { ...prober.subject, searches: [{ ...search, text }] };
      const request = { ...requestAs(world, subject, world.other.target, other), token: other.token() };
      const how = "as another user, on their own path, searching for a text of the owner's";
      const probe = { attempt: "views", fault: "filter-leak", caller: other, how, request } as const;
      cells.push(settle((await prober.send(probe)).cell));
    }
  }
  return worst(cells);
}

/** Counts that went up as the owner made objects. */
function countCell(prober: Prober): Cell {
  const [place] = prober.world.calibration.counters.get(prober.subject.operation.name) ?? [];
  if (place === undefined || prober.subject.others === undefined) return NOT_APPLICABLE;
  const evidence = `${place} went up with each object that the owner made.`;
  const how = "as another user, on their own path, before and after";
  return prober.report(
    { attempt: "views", how },
    Number(prober.subject.others.get("status")),
    "count-leak",
    evidence,
  );
}

async function view(prober: Prober, fault: Fault, how: string, query: Record<string, string>): Promise<Cell> {
  const { world, subject } = prober;
  const { other } = world.users;
  const plainRequest = requestAs(world, subject, world.other.target, other);
  const request = { ...withExtra(plainRequest, { query }), token: other.token() };
  const { answer, cell } = await prober.send({ attempt: "views", fault, caller: other, how, request });
  const isOwnView = Object.keys(query).length === 0;
  // Refused on one's own path: nothing was tested. A filter or a cursor may be refused.
  if (isOwnView && cell.outcome === "safe") return { outcome: "untested", status: answer.status };
  return settle(cell);
}

function optionalQuery({ subject }: Prober): Parameter[] {
  const size = pageSizeOf(subject.operation);
  return subject.operation.parameters.filter((one) => one.in === "query" && one !== size);
}

/** Values that might lift a filter: each of a list, both of a switch, a text of the owner's. */
function valuesFor({ world, subject }: Prober, { name, schema }: Parameter): string[] {
  if (isPersonName(name) || subject.operation.asks.has(name)) return []; // of users and objects: other attempts
  const found = resolveReference(world.api.document, schema) ?? {};
  const options = [
    found,
    ...[...arrayOrEmpty(found.anyOf), ...arrayOrEmpty(found.oneOf)].map(
      (one) => resolveReference(world.api.document, one) ?? {},
    ),
  ];
  const listed = options.flatMap((option) => arrayOrEmpty(option.enum));
  if (listed.length > 0)
    return listed
      .filter((one) => one !== null)
      .slice(0, MAX_VALUES)
      .map(String);
  if (options.some(({ type }) => type === "boolean")) return ["true", "false"];
  if (options.some(({ type }) => type === "integer" || type === "number")) return ["0", "1"];
  return [...world.owner.texts.slice(0, MAX_TEXTS), "%", "*"];
}

/** The owner's own pages, one object each: whatever in them names the next page. */
async function ownersCursors({ world, subject }: Prober): Promise<Record<string, string>[]> {
  const { operation } = subject;
  const size = pageSizeOf(operation);
  const { owner } = world.users;
  const extra = size === undefined ? {} : { query: { [size.name]: "1" } };
  const request = withExtra(requestAs(world, subject, world.owner.target, owner), extra);
  return cursorsOf(await world.client.send({ ...request, token: owner.token() }), operation);
}
