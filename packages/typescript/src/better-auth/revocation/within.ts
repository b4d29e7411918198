import { ConnectionError } from "../../revocation/transport.js";

/**
 * This answer, if it comes in time: a driver may wait for ever, and whoever waits for it would.
 *
 * @param limit - In milliseconds.
 * @throws {@link ConnectionError} when it is late.
 */
export async function within<T>(limit: number, who: string, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ConnectionError(`${who} does not answer`)), limit);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
