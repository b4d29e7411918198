import { ConfigurationError } from "../errors.js";
import { ConnectionError } from "../revocation/transport.js";
import { whyNot } from "../why-not.js";

/** One element of a stream. */
export interface Element {
  readonly id: string;
  readonly message: Readonly<Record<string, string>>;
}

/** What is used of a connection to Redis. Every method throws a {@link ConnectionError} whose message is safe to log. */
export interface Connection {
  /** Elements behind this id, oldest first, as many as fit into one answer. */
  range(key: string, behind: string, count: number): Promise<readonly Element[]>;
  at(key: string, id: string): Promise<Element | undefined>;
  /** The same; when there are none, the first that comes within `wait` milliseconds, or none. */
  read(key: string, behind: string, count: number, wait: number): Promise<readonly Element[]>;
  has(key: string): Promise<boolean>;
  close(): void;
}

/**
 * A connection of its own, since it waits in it. It does not come back: whoever has it asks for another.
 *
 * @param timeout - Seconds that any answer may take beyond the time that it was told to wait.
 * @throws {@link ConnectionError}
 * @throws {@link ConfigurationError} where the package `redis` is not installed.
 */
export async function connect(url: string, timeout: number): Promise<Connection> {
  const { createClient } = await load();
  const socket = { connectTimeout: timeout * 1000, reconnectStrategy: false } as const;
  const client = createClient({ url, socket, disableOfflineQueue: true });
  // Without a listener an error would end the process. Whoever waits for an answer is told.
  client.on("error", () => {});
  const close = () => {
    if (client.isOpen) client.destroy();
  };

  async function ask<T>(answer: Promise<T>, wait = 0): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const give = () => reject(new ConnectionError(`no answer from Redis within ${timeout} seconds`));
      timer = setTimeout(give, wait + timeout * 1000).unref();
    });
    try {
      return await Promise.race([answer, late]);
    } catch (error) {
      close();
      throw error instanceof ConnectionError
        ? error
        : new ConnectionError(`Redis cannot be used (${whyNot(error)})`);
    } finally {
      clearTimeout(timer);
    }
  }

  await ask(client.connect());
  client.unref();
  return {
    range: async (key, behind, count) =>
      (await ask(client.xRange(key, `(${behind}`, "+", { COUNT: count }))) ?? [],
    async read(key, behind, count, wait) {
      const streams = await ask(client.xRead({ key, id: behind }, { COUNT: count, BLOCK: wait }), wait);
      return (streams as [{ messages: readonly Element[] }] | null)?.[0].messages ?? [];
    },
    at: async (key, id) => (await ask(client.xRange(key, id, id)))?.[0],
    has: async (key) => (await ask(client.exists(key))) === 1,
    close,
  };
}

// Bundlers look for the package in every application; like this, Next builds those that have none.
async function load() {
  try {
    return await import(/* turbopackOptional: true */ "redis");
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new ConfigurationError(
      "redis_missing",
      "The package redis is missing. Install it: npm install redis",
    );
  }
}
