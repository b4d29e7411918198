import { checkSourceAddress } from "../source-address.js";

const MAX_BYTES = 256 * 1024;

/**
 * Give the address back when keys may come from it. It may have a query, which is never logged.
 *
 * @param name - How messages call it.
 * @throws {@link ConfigurationError} otherwise.
 */
export function checkUrl(url: string, name = "The address of the key set"): string {
  checkSourceAddress(url, { name, path: "/api/auth/jwks" });
  return url;
}

/**
 * The body of the answer to GET. A redirect is not followed: keys come from nowhere but where the app said.
 *
 * @param seconds - For all of it.
 * @throws Error for anything but 200 within the time and the size. Its message has nothing of the answer.
 */
export async function fetchDocument(url: string, seconds: number): Promise<Buffer> {
  const signal = AbortSignal.timeout(seconds * 1000);
  try {
    const answer = await fetch(url, { signal, redirect: "manual", headers: { Accept: "application/json" } });
    if (answer.status !== 200) {
      await answer.body?.cancel();
      throw new Error(`it answers ${answer.status}`);
    }
    return await readBody(answer);
  } catch (error) {
    if (signal.aborted) throw new Error(`no answer within ${seconds} seconds`);
    throw error instanceof TypeError ? new Error(causeOf(error)) : error;
  }
}

async function readBody(answer: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Of what was sent compressed, the size that it grows to is what counts.
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Why `fetch` failed, as a word: its own messages may name anything. */
function causeOf({ cause }: TypeError): string {
  const { code, name } = (cause ?? {}) as { code?: unknown; name?: unknown };
  return `it cannot be reached (${String(code ?? name ?? "no cause")})`;
}
