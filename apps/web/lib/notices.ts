export interface Notice {
  readonly id: number;
  readonly tone: "plain" | "problem";
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Short messages about what just happened, newest last: a small store, read through `useSyncExternalStore`. */
export interface Notices {
  readonly subscribe: (listener: () => void) => () => void;
  readonly current: () => readonly Notice[];
  readonly show: (notice: Omit<Notice, "id">) => void;
  readonly dismiss: (id: number) => void;
}

const MOST = 3;

export function createNotices(): Notices {
  const listeners = new Set<() => void>();
  let notices: readonly Notice[] = [];
  let lastId = 0;
  const set = (next: readonly Notice[]): void => {
    notices = next;
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    current: () => notices,
    show: (notice) => {
      lastId += 1;
      set([...notices, { ...notice, id: lastId }].slice(-MOST));
    },
    dismiss: (id) => set(notices.filter((notice) => notice.id !== id)),
  };
}
