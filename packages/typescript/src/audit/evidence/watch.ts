import { isSuccess } from "../http/client.js";
import { type Planned, viewsOf } from "../plan/api.js";
import { pathOf } from "../plan/requests.js";
import type { Fault } from "../report/findings.js";
import type { World } from "../world.js";
import { differences, type Features, featuresOf } from "./compare.js";

const MAX_VIEWS = 3;

type Change = Extract<Fault, "foreign-create" | "foreign-update" | "foreign-delete">;
type Views = ReadonlyMap<string, Features>;

/** What the owner sees of their own data, before and after somebody else's request. */
export class Watch {
  readonly #world: World;
  readonly #paths: readonly string[];
  #before: Views = new Map();
  #noise = new Set<string>();

  /** Look at what is nearest to the operation. It must have been prepared for the owner. */
  static async begin(world: World, operation: Planned): Promise<Watch> {
    const watch = new Watch(world, await findPaths(world, operation));
    await watch.reset();
    return watch;
  }

  private constructor(world: World, paths: readonly string[]) {
    this.#world = world;
    this.#paths = paths;
  }

  /** Whether there is anything to look at. */
  get sees(): boolean {
    return this.#paths.length > 0;
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
    const changed = changedPlaces(this.#before, after).filter((place) => !this.#noise.has(place));
    if (changed.length === 0) return undefined;
    const trends = changed.map((place) => this.#trend(place, after));
    if (trends.includes("foreign-delete")) return "foreign-delete";
    return trends.includes("foreign-create") ? "foreign-create" : "foreign-update";
  }

  async #look(): Promise<Views> {
    const { client, users } = this.#world;
    const views = new Map<string, Features>();
    for (const path of this.#paths) {
      views.set(path, featuresOf(await client.send({ method: "GET", path, token: users.owner.token() })));
    }
    return views;
  }

  #trend(place: string, after: Views): Change {
    const [path = "", name = ""] = place.split("\n");
    const [old, now] = [this.#before.get(path)?.get(name), after.get(path)?.get(name)];
    if (name === "status") return old?.startsWith("2") ? "foreign-delete" : "foreign-create";
    if (!name.endsWith(" length")) return "foreign-update";
    return Number(old) > Number(now) ? "foreign-delete" : "foreign-create";
  }
}

function changedPlaces(before: Views, after: Views): string[] {
  return [...before].flatMap(([path, features]) =>
    differences(features, after.get(path) ?? new Map()).map((place) => `${path}\n${place}`),
  );
}

/** Paths of readings that answer the owner now. */
async function findPaths({ api, client, owner, users }: World, operation: Planned): Promise<string[]> {
  const paths: string[] = [];
  for (const view of viewsOf(operation, api)) {
    const isReady = view.uses.every((name) => owner.target.objects.has(name));
    if (!isReady || paths.length >= MAX_VIEWS) continue;
    const path = pathOf(api, view, owner.target, owner.writing(view));
    const answer = await client.send({ method: "GET", path, token: users.owner.token() });
    if (isSuccess(answer)) paths.push(path);
  }
  return paths;
}
