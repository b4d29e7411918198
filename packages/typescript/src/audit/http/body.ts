const MAX_BYTES = 1_000_000;
/** Milliseconds for a body, from its headers on. */
const BODY_TIME = 3000;
/** Of a stream that is open for as long as somebody listens: for its first bytes, and for what comes with them. */
const STREAM_TIME = { first: 1000, more: 100 } as const;

const STREAMS =
  /^(?:text\/event-stream|multipart\/x-mixed-replace|application\/(?:x-ndjson|stream\+json))\b/i;

export interface Body {
  readonly text: string;
  /** `cut`: there was more, or might have been; `broken`: the connection ended before the body did. */
  readonly end: "whole" | "cut" | "broken";
}

/** A body, bounded in size and time: an event stream has no end, and its first bytes tell enough. */
export async function readBody(response: Response): Promise<Body> {
  const reader = response.body?.getReader();
  if (reader === undefined) return { text: "", end: "whole" };
  const isStream = STREAMS.test(response.headers.get("Content-Type") ?? "");
  let ends = performance.now() + (isStream ? STREAM_TIME.first : BODY_TIME);
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  try {
    for (;;) {
      const part = await within(ends - performance.now(), reader.read());
      if (part === undefined) return { text: text + decoder.decode(), end: "cut" };
      if (part.done) return { text: text + decoder.decode(), end: "whole" };
      text += decoder.decode(part.value, { stream: true });
      size += part.value.byteLength;
      if (size > MAX_BYTES) return { text, end: "cut" };
      if (isStream) ends = Math.min(ends, performance.now() + STREAM_TIME.more);
    }
  } catch {
    return { text, end: "broken" }; // what arrived can leak too
  } finally {
    reader.cancel().catch(() => {}); // lets the connection go
  }
}

/** Undefined when the time is over. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.max(milliseconds, 0), undefined);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {}); // fails when it is cancelled
  }
}
