import type { BetterAuthOptions, SecondaryStorage } from "better-auth";

/** Secondary storage in memory: Better Auth's interface, with lifetimes. */
function memoryStorage(): SecondaryStorage {
  const values = new Map<string, { value: string; until: number }>();
  const read = (key: string) => {
    const found = values.get(key);
    if (found === undefined || found.until <= Date.now()) values.delete(key);
    return values.get(key)?.value ?? null;
  };
  const write = (key: string, value: string, ttl?: number) => {
    values.set(key, { value, until: Date.now() + (ttl ?? 1e9) * 1000 });
  };
  return {
    get: async (key) => read(key),
    set: async (key, value, ttl) => write(key, value, ttl),
    async delete(key) {
      values.delete(key);
    },
    async getAndDelete(key) {
      const value = read(key);
      values.delete(key);
      return value;
    },
    async increment(key, ttl) {
      const count = Number(read(key) ?? 0) + 1;
      write(key, String(count), ttl);
      return count;
    },
  };
}

/** Where Better Auth can keep sessions: all its modes. */
export const STORAGE_MODES: Readonly<Record<string, () => Partial<BetterAuthOptions>>> = {
  database: () => ({}),
  "database and cookie cache": () => ({ session: { cookieCache: { enabled: true, maxAge: 300 } } }),
  "secondary storage": () => ({ secondaryStorage: memoryStorage() }),
  "secondary storage and database": () => ({
    secondaryStorage: memoryStorage(),
    session: { storeSessionInDatabase: true },
  }),
  "secondary storage and preserved rows": () => ({
    secondaryStorage: memoryStorage(),
    session: { storeSessionInDatabase: true, preserveSessionInDatabase: true },
  }),
};
