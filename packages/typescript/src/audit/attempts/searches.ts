import { isSuccess } from "../http/client.js";
import { objectAt, resolveReference } from "../openapi/references.js";
import { makesNothing, type Planned, usesUp } from "../plan/api.js";
import { requestOf, type Writing } from "../plan/requests.js";
import type { Search, World } from "../world.js";

const MAX_TEXTS = 8;
const MAX_MEMBERS = 6;

/**
 * Ways of asking a POST so that it shows the owner something of theirs: it reads then, as `POST /notes/search` does. None
 * for one that makes objects, or that only does something.
 */
export async function findSearches(world: World, operation: Planned): Promise<Search[]> {
  const { api, owner } = world;
  if (operation.body === undefined || !makesNothing(operation, api)) return [];
  await owner.makeAll(); // what is searched for must be there, and be nobody else's
  const searches: Search[] = [];
  for (const also of membersOf(world, operation)) {
    const found = await firstShown(world, operation, also);
    if (found !== undefined) searches.push(found);
  }
  return searches;
}

/** With what must be in the body alone, and with each that may be: two filters at once find what fits both. */
function membersOf({ api }: World, { body }: Planned): string[][] {
  const schema = resolveReference(api.document, body?.schema) ?? {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  const optional = Object.keys(objectAt(schema, "properties")).filter((name) => !required.includes(name));
  return [[], ...optional.slice(0, MAX_MEMBERS).map((name) => [name])];
}

async function firstShown(world: World, operation: Planned, also: string[]): Promise<Search | undefined> {
  for (const text of world.owner.texts.slice(0, MAX_TEXTS)) {
    const search = { text, also, withOptional: false };
    const answer = await ask(world, operation, search);
    if (answer === undefined) return undefined;
    const { isAsked } = answer;
    if (answer.isShown) {
      const another = isAsked ? await ask(world, operation, { ...search, text: undefined }) : answer;
      return { ...search, isFilter: another?.isShown === false };
    }
    if (!isAsked) return undefined; // another text would make no difference
  }
  return undefined;
}

/** What the owner is shown; undefined where it is not to be asked. */
async function ask(world: World, operation: Planned, search: Partial<Writing>) {
  const { api, client, owner, traces } = world;
  if (usesUp(operation, api)) await owner.prepare(operation, true);
  const text = search.text ?? owner.user.canaries.next();
  const request = requestOf(api, operation, owner.target, { ...owner.writing(operation), ...search, text });
  const isAsked = JSON.stringify(request.body).includes(text);
  // What names objects and holds no text of them does something to them.
  if (!isAsked && usesUp(operation, api)) return undefined;
  const answer = await client.send({ ...request, token: owner.user.token() });
  // Their own id is theirs to see; that nothing but the question comes back tells nothing.
  return { isAsked, isShown: isSuccess(answer) && traces.find(answer, owner.user) !== undefined };
}
