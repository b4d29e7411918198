import { countersAmong, differences, type Features, featuresOf } from "./evidence/compare.js";
import type { Traces } from "./evidence/traces.js";
import type { Client } from "./http/client.js";
import { type Api, type Planned, producersOf } from "./plan/api.js";
import { requestOf } from "./plan/requests.js";
import type { Scene } from "./plan/scene.js";

/**
 * Make the objects of both users, the other user's first, and see what of the other's readings goes up with the owner's
 * objects: by one step, then by two.
 *
 * @returns places in answers, by the operation's name
 */
export async function makeAndCount(
  { api, client, owner, other }: { api: Api; client: Client; owner: Scene; other: Scene },
  traces: Traces,
): Promise<Map<string, readonly string[]>> {
  const producers = producersOf(api);
  for (const producer of producers) await other.make(producer);
  const look = () => lookAll(api, client, other);
  // Before the owner has anything: what is shown now is nobody's secret. Twice: what moves by itself counts nothing.
  const [calm, before] = [await look(), await look()];
  for (const answer of [...calm.answers, ...before.answers]) traces.share(answer);
  for (const producer of producers) await owner.make(producer);
  const between = await look();
  for (const producer of [...producers, ...producers]) await owner.make(producer);
  const after = await look();
  const counters = [...before.features].map(([name, features]): [string, readonly string[]] => {
    const noise = new Set(differences(calm.features.get(name) ?? NOTHING, features));
    const three = [
      features,
      between.features.get(name) ?? NOTHING,
      after.features.get(name) ?? NOTHING,
    ] as const;
    return [name, countersAmong(three).filter((place) => !noise.has(place))];
  });
  return new Map(counters);
}

const NOTHING: Features = new Map();

/** Every reading of the other user's. */
async function lookAll(api: Api, client: Client, other: Scene) {
  const features = new Map<string, Features>();
  const answers = [];
  for (const view of api.operations.filter(({ method }) => method === "GET")) {
    const answer = await client.send({ ...ownRequest(api, view, other), token: other.user.token() });
    answers.push(answer);
    features.set(view.name, featuresOf(answer));
  }
  return { features, answers };
}

function ownRequest(api: Api, view: Planned, other: Scene) {
  return requestOf(api, view, other.target, other.writing(view));
}
