import { getAuth } from "@/lib/auth";
import { stopping } from "@/lib/stopping";

/** The feed of revocations has no end of its own, and a server that is told to stop waits for its answers. */
export const GET = (request: Request): Promise<Response> => {
  const signal = AbortSignal.any([request.signal, stopping()]);
  return getAuth().handler(new Request(request, { signal }));
};
