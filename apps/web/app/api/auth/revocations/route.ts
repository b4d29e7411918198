import { getAuth } from "@/lib/auth";
import { untilStopped } from "@/lib/until-stopped";

/** The feed of revocations, which has no end of its own. */
export const GET = async (request: Request): Promise<Response> =>
  untilStopped(await getAuth().handler(request));
