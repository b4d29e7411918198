import { differences, drifts, type Features, withoutIndex } from "./compare.js";

/** Milliseconds in which what counts seconds goes on by one. */
export const TICK = 1100;

/** Places of readings that change by themselves: a moment, seconds that are left, a request's id. */
export class Ticks {
  readonly #places = new Map<string, Set<string>>();

  /** Two answers to one reading, with nobody's request between them; undefined where one told nothing. */
  learn(view: string, one: Features | undefined, other: Features | undefined): void {
    if (one !== undefined && other !== undefined) this.#add(view, differences(one, other));
  }

  /** The same, where a write may still be on its way: only what goes on as a clock or a counter does. */
  learnDrift(view: string, one: Features | undefined, other: Features | undefined): void {
    if (one === undefined || other === undefined) return;
    const places = differences(one, other);
    this.#add(
      view,
      places.filter((place) => drifts(one.get(place), other.get(place))),
    );
  }

  has(view: string, place: string): boolean {
    return this.#places.get(view)?.has(withoutIndex(place)) === true;
  }

  #add(view: string, places: readonly string[]): void {
    const known = this.#places.get(view) ?? new Set();
    for (const place of places) known.add(withoutIndex(place));
    this.#places.set(view, known);
  }
}
