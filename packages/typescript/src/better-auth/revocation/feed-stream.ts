/** One listener's answer: lines that go out as they come. */
export interface FeedStream {
  readonly body: ReadableStream<Uint8Array>;
  /** Send lines. Who does not take them in time is cut off: the cursor leads back. */
  send(lines: string): void;
  /** Fulfilled as soon as the listener has room for more. */
  ready(): Promise<void>;
  close(): void;
}

/** What may wait for a slow listener, in bytes: more than a hundred thousand entries. */
const MOST_WAITING = 32 * 1024 * 1024;
/** What goes out in one go while nobody is slow. */
const HIGH_WATER = 64 * 1024;

/** @param closed - Called once, whoever ends it. */
export function createFeedStream(closed: () => void): FeedStream {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let isOpen = true;
  let resume = () => {};

  function end(): boolean {
    if (!isOpen) return false;
    isOpen = false;
    resume();
    closed();
    return true;
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
      },
      pull: () => resume(),
      cancel: () => void end(),
    },
    { highWaterMark: HIGH_WATER, size: (chunk) => chunk.byteLength },
  );
  return {
    body,
    send(lines) {
      if (!isOpen) return;
      controller.enqueue(encoder.encode(lines));
      const room = controller.desiredSize ?? 0;
      if (room < HIGH_WATER - MOST_WAITING && end()) controller.error(new Error("the listener is too slow"));
    },
    async ready() {
      if (!isOpen || (controller.desiredSize ?? 0) > 0) return;
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
    },
    close() {
      if (end()) controller.close();
    },
  };
}
