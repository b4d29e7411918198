import { featuresOf, telling } from "../evidence/compare.js";
import { type Answer, isSettled, isSuccess, type Request } from "../http/client.js";
import { unknownLike } from "../plan/ids.js";
import type { Target } from "../plan/requests.js";
import { unknownObjects } from "../plan/targets.js";
import type { Cell } from "../report/findings.js";
import type { TriedIds } from "./ids.js";
import type { Tried } from "./others.js";
import { NOT_APPLICABLE, type Prober, requestAs, worst } from "./probe.js";

/**
 * What another user learns of ids alone: the owner's object and the owner are answered for as one that does not exist,
 * by the operation itself, and where it reads, by HEAD, by OPTIONS and to a condition.
 */
export async function tryExistence(prober: Prober, path: Tried | undefined, ids: TriedIds): Promise<Cell> {
  const isReading = prober.subject.operation.method === "GET";
  const cells: Cell[] = [];
  for (const place of placesOf(prober, path, ids)) {
    const { cell, answer } = place.tried;
    // What shows the data itself has been said; that it exists goes without saying.
    if (cell.outcome === "leak") continue;
    cells.push(await compare(prober, place));
    if (isReading) cells.push(await tryMethods(prober, place, answer), await tryCondition(prober, place));
  }
  return worst(cells);
}

/** A target that is the owner's, what it was answered, and one like it that is nobody's. */
interface Place {
  readonly what: string;
  readonly tried: Tried;
  readonly unknown: () => Target;
}

function placesOf({ world }: Prober, path: Tried | undefined, ids: TriedIds): Place[] {
  const places: Place[] = ids.tried.map((tried) => {
    const own = world.other.target.objects;
    const foreign = [...tried.target.objects].filter(([maker, id]) => own.get(maker) !== id);
    const unknown = () => {
      const objects = new Map([...tried.target.objects, ...unknownObjects(world.api, new Map(foreign))]);
      return { ...tried.target, objects };
    };
    return { what: "the owner's object", tried, unknown };
  });
  if (path === undefined) return places;
  const unknown = () => ({
    ownerId: unknownLike(path.target.ownerId),
    objects: unknownObjects(world.api, path.target.objects),
  });
  return [...places, { what: "the owner's path", tried: path, unknown }];
}

async function compare(prober: Prober, { what, tried, unknown }: Place): Promise<Cell> {
  const { answer, target } = tried;
  const places = await tellingPlaces(prober, target, unknown, answer, {});
  if (places === undefined) return { outcome: "untested", status: answer.status };
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
async function tryMethods(prober: Prober, { what, tried, unknown }: Place, get: Answer): Promise<Cell> {
  const real = tried.target;
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
      if (places === undefined) cells.push({ outcome: "untested", status: answer.status });
      else if (places.length > 0)
        cells.push(prober.report(probe, answer.status, "method-leak", `It tells of it by ${places[0]}.`));
    }
  }
  return worst([...cells, { outcome: "safe" }]);
}

/** A condition on the owner's version: 304 says that it is there, and unchanged. */
async function tryCondition(prober: Prober, { what, tried }: Place): Promise<Cell> {
  const { headers } = prober.subject.owners ?? {};
  const [etag = null, modified = null] = [headers?.get("ETag"), headers?.get("Last-Modified")];
  const conditions = {
    ...(etag !== null && { "If-None-Match": etag }),
    ...(modified !== null && { "If-Modified-Since": modified }),
  };
  if (Object.keys(conditions).length === 0) return NOT_APPLICABLE;
  const answer = await sendAs(prober, tried.target, { headers: conditions });
  if (answer.status !== 304) return { outcome: "safe", status: answer.status };
  const how = `as another user, with the owner's ETag for ${what}`;
  return prober.report(
    { attempt: "exists", how },
    answer.status,
    "validator-leak",
    "The version is the owner's.",
  );
}

/** Undefined when it cannot be told: a server was busy. */
async function tellingPlaces(
  prober: Prober,
  real: Target,
  unknown: () => Target,
  answer: Answer,
  change: Partial<Request>,
): Promise<string[] | undefined> {
  const ask = async (target: Target) => {
    const said = await sendAs(prober, target, change);
    return isSettled(said) ? featuresOf(said, namesOf(target)) : undefined;
  };
  const [one, two] = [await ask(unknown()), await ask(unknown())];
  if (!isSettled(answer) || one === undefined || two === undefined) return undefined;
  const places = telling(featuresOf(answer, namesOf(real)), [one, two]);
  if (places.length === 0) return places;
  // Once more, between two of the others: a clock that has gone on since goes on for all of them.
  const [again, three] = [await ask(real), await ask(unknown())];
  if (again === undefined || three === undefined) return undefined;
  const still = telling(again, [two, three]);
  return places.filter((place) => still.includes(place));
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
