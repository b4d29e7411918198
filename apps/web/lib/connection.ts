/** Whether the API answered last time: a small store, read through `useSyncExternalStore`. */
export interface Connection {
  readonly subscribe: (listener: () => void) => () => void;
  readonly isDown: () => boolean;
  readonly watch: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

/** Make the store; `watch` wraps a fetch so that each of its answers is noted. */
export function createConnection(): Connection {
  const listeners = new Set<() => void>();
  let down = false;
  const note = (isDown: boolean): void => {
    if (isDown === down) return;
    down = isDown;
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isDown: () => down,
    watch: (fetch) => async (input, init) => {
      try {
        const response = await fetch(input, init);
        note(response.status >= 500);
        return response;
      } catch (error) {
        // A cancelled request says nothing about the server.
        if (!isAbort(error)) note(true);
        throw error;
      }
    },
  };
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
