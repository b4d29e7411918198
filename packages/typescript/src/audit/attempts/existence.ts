import { featuresOf, telling } from "../evidence/compare.js";
import { type Answer, isSuccess, type Request } from "../http/client.js";
import { unknownLike } from "../plan/ids.js";
import type { Target } from "../plan/requests.js";
import type { Cell } from "../report/findings.js";
import type { Tried } from "./others.js";
import { NOT_APPLICABLE, type Prober, requestAs, worst } from "./probe.js";

/**
 * What another user learns of ids alone: the owner's object and the owner are answered for as one that does not exist,
 * by the operation itself, and where it reads, by HEAD, by OPTIONS and to a condition.
 */
export async function tryExistence(prober: Prober, path: Tried, ids: Tried): Promise<Cell> {
  const { operation } = prober.subject;
  const isReading = operation.method === "GET";
  const cells: Cell[] = [];
  for (const place of placesOf(prober)) {
    const tried = place.isOwnPath ? ids : path;
    // What shows the data itself has been said; that it exists goes without saying.
    if (tried.answer === undefined || tried.cell.outcome === "leak") continue;
    cells.push(await compare(prober, place, tried.answer));
    if (isReading)
      cells.push(await tryMethods(prober, place, tried.answer), await tryCondition(prober, place));
  }
  return cells.length === 0 ? NOT_APPLICABLE : worst(cells);
}

/** A target that is the owner's, and one like it that is nobody's. */
interface Place {
  readonly isOwnPath: boolean;
  readonly what: string;
  readonly real: Target;
  readonly unknown: () => Target;
}

function placesOf({ world, subject }: Prober): Place[] {
  const { owner, other } = world.users;
  const { objects } = world.owner.target;
  const nothing = () => new Map([...objects].map(([name, id]) => [name, unknownLike(id)]));
  const places: Place[] = [];
  if (subject.operation.uses.length > 0) {
    const unknown = () => ({ ownerId: other.id, objects: nothing() });
    places.push({
      isOwnPath: true,
      what: "the owner's object",
      real: { ownerId: other.id, objects },
      unknown,
    });
  }
  if (subject.operation.namesOwner) {
    const unknown = () => ({ ownerId: unknownLike(owner.id), objects: nothing() });
    places.push({
      isOwnPath: false,
      what: "the owner's path",
      real: { ownerId: owner.id, objects },
      unknown,
    });
  }
  return places;
}

async function compare(prober: Prober, { what, real, unknown }: Place, answer: Answer): Promise<Cell> {
  const places = await tellingPlaces(prober, real, unknown, answer, {});
  if (places.length === 0) return { outcome: "safe", status: answer.status };
  const how = `as another user, for ${what} and for one that does not exist`;
  return prober.report(
    { attempt: "exists", how },
    answer.status,
    "existence-leak",
    `They differ in ${places[0]}.`,
  );
}

/** HEAD where GET is refused, and what OPTIONS says. */
async function tryMethods(prober: Prober, { what, real, unknown }: Place, get: Answer): Promise<Cell> {
  const cells: Cell[] = [];
  for (const method of ["HEAD", "OPTIONS"] as const) {
    const answer = await sendAs(prober, real, { method });
    const how = `as another user, ${method} for ${what}`;
    const probe = { attempt: "exists", how } as const;
    const trace = prober.world.traces.find(answer, prober.world.users.other);
    if (trace)
      cells.push(prober.report(probe, answer.status, "method-leak", `The answer holds ${trace.kind}.`));
    else if (method === "HEAD" && isSuccess(answer) && !isSuccess(get)) {
      cells.push(prober.report(probe, answer.status, "method-leak", "GET is refused."));
    } else {
      const places = await tellingPlaces(prober, real, unknown, answer, { method });
      if (places.length > 0)
        cells.push(prober.report(probe, answer.status, "method-leak", `It tells of it by ${places[0]}.`));
    }
  }
  return worst([...cells, { outcome: "safe" }]);
}

/** A condition on the owner's version: 304 says that it is there, and unchanged. */
async function tryCondition(prober: Prober, { what, real }: Place): Promise<Cell> {
  const { headers } = prober.subject.owners ?? {};
  const [etag = null, modified = null] = [headers?.get("ETag"), headers?.get("Last-Modified")];
  const conditions = {
    ...(etag !== null && { "If-None-Match": etag }),
    ...(modified !== null && { "If-Modified-Since": modified }),
  };
  if (Object.keys(conditions).length === 0) return NOT_APPLICABLE;
  const answer = await sendAs(prober, real, { headers: conditions });
  if (answer.status !== 304) return { outcome: "safe", status: answer.status };
  const how = `as another user, with the owner's ETag for ${what}`;
  return prober.report(
    { attempt: "exists", how },
    answer.status,
    "validator-leak",
    "The version is the owner's.",
  );
}

async function tellingPlaces(
  prober: Prober,
  real: Target,
  unknown: () => Target,
  answer: Answer,
  change: Partial<Request>,
): Promise<string[]> {
  const [first, second] = [unknown(), unknown()];
  const others = [await sendAs(prober, first, change), await sendAs(prober, second, change)] as const;
  const [one, two] = [featuresOf(others[0], namesOf(first)), featuresOf(others[1], namesOf(second))];
  return telling(featuresOf(answer, namesOf(real)), [one, two]);
}

const namesOf = ({ ownerId, objects }: Target): string[] =>
  [ownerId, ...objects.values()].flatMap((id) => [id, encodeURIComponent(id)]);

function sendAs({ world, subject }: Prober, target: Target, change: Partial<Request>): Promise<Answer> {
  const { other } = world.users;
  const request = requestAs(world, subject, target, other);
  const { headers } = change;
  return world.client.send({
    ...request,
    ...change,
    headers: { ...request.headers, ...headers },
    token: other.token(),
  });
}
