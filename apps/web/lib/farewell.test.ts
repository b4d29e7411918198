import { afterEach, expect, it, vi } from "vitest";
import { leaveFarewell, takeFarewell } from "./farewell";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("is forgotten after a minute", () => {
  vi.useFakeTimers();
  const storage = new Map<string, string>();
  const sessionStorage = {
    getItem: (name: string) => storage.get(name) ?? null,
    setItem: (name: string, value: string) => storage.set(name, value),
    removeItem: (name: string) => storage.delete(name),
  };
  vi.stubGlobal("window", { sessionStorage });
  leaveFarewell();
  vi.advanceTimersByTime(60_000);
  expect(takeFarewell()).toBe(false);
});

it("stops nothing in a browser that keeps nothing", () => {
  const window = {
    get sessionStorage(): never {
      throw new DOMException("denied", "SecurityError");
    },
  };
  vi.stubGlobal("window", window);
  leaveFarewell();
  expect(takeFarewell()).toBe(false);
});
