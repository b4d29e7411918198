import { isSettled, isSuccess } from "../http/client.js";
import { type Planned, viewsOf } from "../plan/api.js";
import { longestPage } from "../plan/paging.js";
import { requestOf, withExtra } from "../plan/requests.js";
import type { Fault } from "../report/findings.js";
import type { World } from "../world.js";
import { differences, drifts, type Features, featuresOf, withoutIndex } from "./compare.js";
import { TICK } from "./ticks.js";

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
  #isSure = false;

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

  /** Whether the last {@link change} tells everything: each reading was answered, and nothing was doubtful. */
  get isSure(): boolean {
    return this.#isSure;
  }

  /** Take how it is now as how it should stay. Looked at twice: what changes by itself means nothing. */
  async reset(): Promise<void> {
    const [first, second] = [await this.#look(), await this.#look()];
    for (const [name, features] of second)
      this.#world.calibration.ticks.learn(name, first.get(name), features);
    this.#before = second;
  }

  /**
   * What has happened to the owner's data since.
   *
   * @param repeat - Sends the same request again. Where numbers alone have changed, it may have been a clock that stands
   *   still for longer than was waited for: then they must change with the request a second time.
   * @param undo - Sends what takes back what the request did, where it could not do it twice.
   */
  async change(repeat?: () => Promise<unknown>, undo?: () => Promise<unknown>): Promise<Change | undefined> {
    const after = await this.#look();
    this.#isSure = [this.#before, after].every(({ size }) => size === this.#watched.length);
    if (this.#changed(after).length === 0) return undefined;
    const control = await this.#lookAgain(after);
    const changed = this.#changed(after);
    if (changed.length === 0) return undefined;
    const trends = changed.map((place) => this.#trend(place, after));
    if (repeat === undefined || !this.#isDrift(after)) return worstOf(trends);
    await undo?.();
    this.#before = undo === undefined ? control : await this.#look();
    await repeat();
    const again = await this.#look();
    if (this.#changed(again).length > 0) return worstOf(trends);
    this.#isSure = false;
    return undefined;
  }

  /** With nothing sent in between: what goes on by itself is no change. */
  async #lookAgain(after: Views): Promise<Views> {
    const { client, calibration } = this.#world;
    if (this.#isDrift(after)) await client.pause(TICK);
    const control = await this.#look();
    for (const [name, features] of control) calibration.ticks.learnDrift(name, after.get(name), features);
    return control;
  }

  #changed(after: Views): string[] {
    const { moving, ticks } = this.#world.calibration;
    return changedPlaces(this.#before, after).filter((place) => {
      const [name = "", inAnswer = ""] = place.split("\n");
      return !ticks.has(name, inAnswer) && !moving.get(name)?.has(withoutIndex(inAnswer));
    });
  }

  /** Whether numbers alone have changed. A status and a length do not go on by themselves. */
  #isDrift(after: Views): boolean {
    return this.#changed(after).every((place) => {
      const [name = "", inAnswer = ""] = place.split("\n");
      const isCount = inAnswer === "status" || inAnswer.endsWith(" length");
      return !isCount && drifts(this.#before.get(name)?.get(inAnswer), after.get(name)?.get(inAnswer));
    });
  }

  /** Of the readings that can be told from: not of one whose server was busy. */
  async #look(): Promise<Views> {
    const { client, users } = this.#world;
    const views = new Map<string, Features>();
    for (const { name, path } of this.#watched) {
      const answer = await client.send({ method: "GET", path, token: users.owner.token() });
      if (isSettled(answer)) views.set(name, featuresOf(answer));
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

function worstOf(trends: readonly Change[]): Change {
  if (trends.includes("foreign-delete")) return "foreign-delete";
  return trends.includes("foreign-create") ? "foreign-create" : "foreign-update";
}

/** Of the readings that both have. */
function changedPlaces(before: Views, after: Views): string[] {
  return [...before].flatMap(([name, features]) =>
    differences(features, after.get(name) ?? features).map((place) => `${name}\n${place}`),
  );
}

/** Readings that answer the owner now, with as much on a page as there may be. */
async function findViews(
  { api, client, owner, users, calibration }: World,
  operation: Planned,
): Promise<View[]> {
  const found: View[] = [];
  for (const view of viewsOf(operation, api)) {
    const isReady = view.uses.every((name) => owner.target.objects.has(name));
    // What is not known to stand still while others write is no witness.
    if (!isReady || found.length >= MAX_VIEWS || !calibration.moving.has(view.name)) continue;
    const request = requestOf(api, view, owner.target, owner.writing(view));
    const { path } = withExtra(request, { query: longestPage(view) });
    const answer = await client.send({ method: "GET", path, token: users.owner.token() });
    if (isSuccess(answer) && !answer.isCut) found.push({ name: view.name, path });
  }
  return found;
}
