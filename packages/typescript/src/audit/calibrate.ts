import { countersAmong, differences, type Features, featuresOf, withoutIndex } from "./evidence/compare.js";
import { TICK, Ticks } from "./evidence/ticks.js";
import type { Traces } from "./evidence/traces.js";
import { type Answer, type Client, isSettled } from "./http/client.js";
import type { Api } from "./plan/api.js";
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
  /** What changes by itself. */
  readonly ticks: Ticks;
}

interface Scenes {
  readonly api: Api;
  readonly client: Client;
  readonly owner: Scene;
  readonly other: Scene;
}

/** Make the objects of both users, the other user's first, and watch the readings of each meanwhile. */
export async function calibrate(scenes: Scenes, traces: Traces): Promise<Calibration> {
  const { client, owner, other } = scenes;
  await other.makeAll();
  // Before the owner has anything: what is shown now is nobody's secret. Twice, a second apart: what moves by itself counts nothing.
  const calm = await look(scenes, other);
  await client.pause(TICK);
  const before = await look(scenes, other);
  const ticks = new Ticks();
  for (const name of before.names) ticks.learn(name, calm.of(name), before.of(name));
  for (const answer of before.answers) traces.share(answer);
  await owner.makeAll();
  const between = await look(scenes, other);
  await owner.makeAll();
  await owner.makeAll();
  const after = await look(scenes, other);
  const seen = await look(scenes, owner);
  await other.makeAll();
  const now = await look(scenes, owner);
  return {
    counters: eachView([before, between, after], (looks, name) =>
      countersAmong(looks).filter((place) => !ticks.has(name, place)),
    ),
    moving: eachView([seen, now], ([one, other]) => differences(one, other).map(withoutIndex)),
    ticks,
  };
}

interface Look {
  readonly names: readonly string[];
  readonly answers: readonly Answer[];
  /** Undefined where the answer told nothing. */
  of(name: string): Features | undefined;
}

/** Every reading of one user's. */
async function look({ api, client }: Scenes, scene: Scene): Promise<Look> {
  const features = new Map<string, Features>();
  const answers: Answer[] = [];
  for (const view of api.operations.filter(({ method }) => method === "GET")) {
    const request = requestOf(api, view, scene.target, scene.writing(view));
    const answer = await client.send({ ...request, token: scene.user.token() });
    answers.push(answer);
    if (isSettled(answer)) features.set(view.name, featuresOf(answer));
  }
  return { names: [...features.keys()], answers, of: (name) => features.get(name) };
}

/** Of the views that each look has an answer to. */
function eachView<const Looks extends readonly Look[]>(
  looks: Looks,
  find: (features: { [At in keyof Looks]: Features }, name: string) => readonly string[],
): Places {
  const places = new Map<string, ReadonlySet<string>>();
  for (const name of looks[0]?.names ?? []) {
    const features = looks.map((one) => one.of(name));
    if (features.includes(undefined)) continue;
    places.set(name, new Set(find(features as { [At in keyof Looks]: Features }, name)));
  }
  return places;
}
