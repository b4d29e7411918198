import { countersAmong, differences, type Features, featuresOf, withoutIndex } from "./evidence/compare.js";
import type { Traces } from "./evidence/traces.js";
import type { Answer, Client } from "./http/client.js";
import { type Api, producersOf } from "./plan/api.js";
import { requestOf } from "./plan/requests.js";
import type { Scene } from "./plan/scene.js";

/** Places in the answers to readings, by the operation's name. */
type Places = ReadonlyMap<string, ReadonlySet<string>>;

/** What is known of an API's readings before anything is tried. */
export interface Calibration {
  /** What the other user sees go up with each object of the owner's. */
  readonly counters: Places;
  /** What the owner sees change when the other user adds to their own data: it proves no write to the owner's. */
  readonly moving: Places;
}

interface Scenes {
  readonly api: Api;
  readonly client: Client;
  readonly owner: Scene;
  readonly other: Scene;
}

/** Make the objects of both users, the other user's first, and watch the readings of each meanwhile. */
export async function calibrate(scenes: Scenes, traces: Traces): Promise<Calibration> {
  const { api, owner, other } = scenes;
  const producers = producersOf(api);
  const make = async (scene: Scene) => {
    for (const producer of producers) await scene.make(producer);
  };
  await make(other);
  // Before the owner has anything: what is shown now is nobody's secret. Twice: what moves by itself counts nothing.
  const [calm, before] = [await look(scenes, other), await look(scenes, other)];
  for (const answer of before.answers) traces.share(answer);
  await make(owner);
  const between = await look(scenes, other);
  await make(owner);
  await make(owner);
  const after = await look(scenes, other);
  const seen = await look(scenes, owner);
  await make(other);
  const now = await look(scenes, owner);
  return {
    counters: eachView(before, (name) => {
      const noise = new Set(differences(calm.of(name), before.of(name)));
      const places = countersAmong([before.of(name), between.of(name), after.of(name)]);
      return places.filter((place) => !noise.has(place));
    }),
    moving: eachView(seen, (name) => differences(seen.of(name), now.of(name)).map(withoutIndex)),
  };
}

interface Look {
  readonly names: readonly string[];
  readonly answers: readonly Answer[];
  of(name: string): Features;
}

/** Every reading of one user's. */
async function look({ api, client }: Scenes, scene: Scene): Promise<Look> {
  const features = new Map<string, Features>();
  const answers: Answer[] = [];
  for (const view of api.operations.filter(({ method }) => method === "GET")) {
    const request = requestOf(api, view, scene.target, scene.writing(view));
    const answer = await client.send({ ...request, token: scene.user.token() });
    answers.push(answer);
    features.set(view.name, featuresOf(answer));
  }
  return { names: [...features.keys()], answers, of: (name) => features.get(name) ?? new Map() };
}

function eachView({ names }: Look, find: (name: string) => readonly string[]): Places {
  return new Map(names.map((name) => [name, new Set(find(name))]));
}
