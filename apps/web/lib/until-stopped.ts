import "server-only";

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

const readers = new Set<Reader>();
let isStopping = false;

// Next then takes no more connections, and waits for the answers under way.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);

function stop(): void {
  isStopping = true;
  for (const reader of readers) void reader.cancel();
}

/**
 * An answer that goes on until its reader leaves, or this process is told to stop.
 *
 * Not by the signal of a request: nothing holds that once the request was answered, and what is collected tells nobody.
 */
export function untilStopped({ body, headers, status }: Response): Response {
  if (body === null) return new Response(null, { headers, status });
  const reader: Reader = body.getReader();
  const over = () => readers.delete(reader);
  readers.add(reader);
  reader.closed.then(over, over);
  if (isStopping) void reader.cancel();
  const lasting = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const answer = new Response(lasting, { headers, status });
  answer.headers.set("Connection", "close"); // kept, it would be one more that is waited for
  return answer;
}
