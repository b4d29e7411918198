import { useSyncExternalStore } from "react";

const never = (): (() => void) => () => {};

/** False on the server and until the page answers to events: a form sent before that would leave the app. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
