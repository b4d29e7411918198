import { onTestFinished } from "vitest";
import { deriveKey } from "../../../src/hmac-key.js";
import { deriveFeedKey, signFeedToken } from "../../../src/revocation/feed-key.js";
import { AUDIENCE, ISSUER, SECRET } from "../../support/settings.js";

/** A line of the feed. */
export type Line = Readonly<Record<string, unknown>>;

/** A token that opens the feed now. */
export function feedToken(secret = SECRET): string {
  const key = deriveFeedKey(deriveKey(secret, AUDIENCE));
  return signFeedToken(key, { issuer: ISSUER, audience: AUDIENCE }, Date.now() / 1000);
}

/** Listen at this address until the test has finished, or `close` is called. */
export async function listen(
  origin: string,
  { cursor, token = feedToken() }: { cursor?: string; token?: string } = {},
) {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const query = cursor === undefined ? "" : `?cursor=${cursor}`;
  const response = await fetch(`${origin}/api/auth/revocations${query}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: controller.signal,
  });
  return { response, close: () => controller.abort(), ...linesOf(response) };
}

/** Read an answer line by line. */
export function linesOf(response: Response) {
  const lines: Line[] = [];
  const arrived = new Set<() => void>();
  void (async () => {
    let rest = "";
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) {
        const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
        rest = parts.pop() ?? "";
        lines.push(...parts.map((part) => JSON.parse(part) as Line));
        for (const each of arrived) each();
      }
    } catch {
      // Closed, by the test or by the server.
    }
  })();
  return {
    lines,
    /** The first line from `start` on that is meant; fails after some seconds. */
    async until(isMeant: (line: Line) => boolean, start = 0): Promise<Line> {
      const deadline = Date.now() + 6000;
      for (;;) {
        const found = lines.slice(start).find(isMeant);
        if (found !== undefined) return found;
        if (Date.now() > deadline) throw new Error(`not heard; ${lines.length} other lines`);
        await new Promise<void>((resolve) => {
          arrived.add(resolve);
          setTimeout(resolve, 100);
        });
      }
    },
  };
}

export const isCursor = (line: Line) => "cursor" in line;
