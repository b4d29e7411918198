import { ConnectionError } from "../revocation/transport.js";

const MENDS: Readonly<Record<number, string>> = {
  401: ": the secrets, the audiences, the addresses or the clocks of both sides differ",
  404: ": set revocation in jwtBridge() of the auth server, or the same REDIS_URL here",
};
/** The second is Better Auth's, when its rate limit is reached. */
const RETRY_AFTER = ["Retry-After", "X-Retry-After"];

/**
 * Ask the auth server for the feed. A redirect is not followed: revocations come from nowhere but where the app said.
 *
 * @param tokens - Of which the first that is not refused counts.
 * @returns The lines as they come, in chunks.
 * @throws {@link ConnectionError} when there is no feed.
 */
export async function connect(
  address: string,
  tokens: Iterable<string>,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  let status = 401;
  let retryAfter = 0;
  for (const token of tokens) {
    const answer = await ask(address, token, signal);
    status = answer.status;
    if (status === 200 && answer.body !== null) return chunks(answer.body);
    await answer.body?.cancel();
    retryAfter = retryAfterOf(answer);
    if (status !== 401) break;
  }
  throw new ConnectionError(`the feed answers ${status}${MENDS[status] ?? ""}`, { retryAfter });
}

/** In seconds. A date, which the header may be as well, counts as nothing. */
function retryAfterOf({ headers }: Response): number {
  const wish = RETRY_AFTER.map((name) => headers.get(name)).find((value) => /^\d{1,6}$/.test(value ?? ""));
  return Number(wish ?? 0);
}

async function ask(address: string, token: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, {
      signal,
      redirect: "manual",
      cache: "no-store",
      // What is compressed comes late: in blocks.
      headers: {
        Accept: "application/x-ndjson",
        "Accept-Encoding": "identity",
        Authorization: `Bearer ${token}`,
      },
    });
  } catch (error) {
    throw new ConnectionError(`the feed cannot be reached (${causeOf(error)})`);
  }
}

async function* chunks(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw new ConnectionError(`the feed was cut off (${causeOf(error)})`);
  }
  throw new ConnectionError("the feed has ended");
}

/** Why `fetch` failed, as a word: its own messages may name anything. */
function causeOf(error: unknown): string {
  const { code, name } = ((error as Error).cause ?? error) as { code?: unknown; name?: unknown };
  return String(typeof code === "string" ? code : (name ?? "no cause"));
}
