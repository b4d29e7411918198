import { isSuccess } from "../http/client.js";
import { type Planned, viewsOf } from "../plan/api.js";
import { longestPage } from "../plan/paging.js";
import { requestOf, withExtra } from "../plan/requests.js";
import type { Fault } from "../report/findings.js";
import type { World } from "../world.js";
import { differences, type Features, featuresOf, withoutIndex } from "./compare.js";

const MAX_VIEWS = 3;

type Change = Extract<Fault, "foreign-create" | "foreign-update" | "foreign-delete">;
type Views = ReadonlyMap<string, Features>;

/** A reading that answers the owner, with the path of the owner's objects. */
interface View {
  readonly name: string;
  readonly path: string;
}

/** What the owner sees of their own data, before and after somebody else's request. */
export class Watch {
  readonly #world: World;
  readonly #watched: readonly View[];
  #before: Views = new Map();
  #noise = new Set<string>();

  /** Look at what is nearest to the operation. It must have been prepared for the owner. */
  static async begin(world: World, operation: Planned): Promise<Watch> {
    const watch = new Watch(world, await findViews(world, operation));
    await watch.reset();
    return watch;
  }

  private constructor(world: World, watched: readonly View[]) {
    this.#world = world;
    this.#watched = watched;
  }

  /** Whether there is anything to look at. */
  get sees(): boolean {
    return this.#watched.length > 0;
  }

  /** Take how it is now as how it should stay. Looked at twice: what changes by itself means nothing. */
  async reset(): Promise<void> {
    const [first, second] = [await this.#look(), await this.#look()];
    this.#noise = new Set(changedPlaces(first, second));
    this.#before = second;
  }

  /** What has happened to the owner's data since. */
  async change(): Promise<Change | undefined> {
    const after = await this.#look();
    const { moving } = this.#world.calibration;
    const changed = changedPlaces(this.#before, after).filter((place) => {
      const [name = "", inAnswer = ""] = place.split("\n");
      return !this.#noise.has(place) && !moving.get(name)?.has(withoutIndex(inAnswer));
    });
    if (changed.length === 0) return undefined;
    const trends = changed.map((place) => this.#trend(place, after));
    if (trends.includes("foreign-delete")) return "foreign-delete";
    return trends.includes("foreign-create") ? "foreign-create" : "foreign-update";
  }

  async #look(): Promise<Views> {
    const { client, users } = this.#world;
    const views = new Map<string, Features>();
    for (const { name, path } of this.#watched) {
      views.set(name, featuresOf(await client.send({ method: "GET", path, token: users.owner.token() })));
    }
    return views;
  }

  #trend(place: string, after: Views): Change {
    const [name = "", inAnswer = ""] = place.split("\n");
    const [old, now] = [this.#before.get(name)?.get(inAnswer), after.get(name)?.get(inAnswer)];
    if (inAnswer === "status") return old?.startsWith("2") ? "foreign-delete" : "foreign-create";
    if (!inAnswer.endsWith(" length")) return "foreign-update";
    return Number(old) > Number(now) ? "foreign-delete" : "foreign-create";
  }
}

function changedPlaces(before: Views, after: Views): string[] {
  return [...before].flatMap(([name, features]) =>
    differences(features, after.get(name) ?? new Map()).map((place) => `${name}\n${place}`),
  );
}

/** Readings that answer the owner now, with as much on a page as there may be. */
async function findViews({ api, client, owner, users }: World, operation: Planned): Promise<View[]> {
  const found: View[] = [];
  for (const view of viewsOf(operation, api)) {
    const isReady = view.uses.every((name) => owner.target.objects.has(name));
    if (!isReady || found.length >= MAX_VIEWS) continue;
    const request = requestOf(api, view, owner.target, owner.writing(view));
    const { path } = withExtra(request, { query: longestPage(view) });
    const answer = await client.send({ method: "GET", path, token: users.owner.token() });
    if (isSuccess(answer)) found.push({ name: view.name, path });
  }
  return found;
}
