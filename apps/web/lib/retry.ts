import { isTransient } from "./api/errors";

/** Tries after the first one. With the delays below, a change is given up after about eight seconds. */
const MUTATION_RETRIES = 5;

/** Milliseconds before try number `failures + 2`: 250, 500, 1000, 2000, then 4000. */
export function retryDelay(failures: number): number {
  return Math.min(250 * 2 ** failures, 4_000);
}

export function retryMutation(failures: number, error: unknown): boolean {
  return failures < MUTATION_RETRIES && isTransient(error);
}

/** Reads are tried once more at once; after that the page polls until the server is back. */
export function retryQuery(failures: number, error: unknown): boolean {
  return failures < 1 && isTransient(error);
}
