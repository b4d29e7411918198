import { onTestFinished, vi } from "vitest";

const Native = Promise;

/** Makes promises that are no instances of it. */
class Other {
  constructor(executor: ConstructorParameters<typeof Native>[0]) {
    // biome-ignore lint/correctness/noConstructorReturn: that is what it is for.
    return new Native(executor);
  }
}

/** Until the test has finished, `Promise` is another class, as with zone.js: nothing that an async function gives is its instance. */
export function replacePromise(): void {
  vi.stubGlobal("Promise", Object.setPrototypeOf(Other, Native));
  onTestFinished(() => void vi.unstubAllGlobals());
}
