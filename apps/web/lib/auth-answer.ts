import { ConfigurationError } from "jwt-auth-bridge";
import { authLog } from "./auth-log";

const SENTENCE = "Nobody can be looked up right now. Try again.";
const UNAVAILABLE = {
  type: "about:blank",
  title: "Service Unavailable",
  status: 503,
  detail: SENTENCE,
  code: "database_unavailable",
  // What Better Auth's client shows.
  message: SENTENCE,
};

/**
 * Better Auth's answer, or 503 where it has none: it counts requests in the database before it looks at them, and throws what fails
 * there. Next would write the driver's whole error to the log, and answer 500 with nothing in it.
 *
 * @throws {@link ConfigurationError} from a Better Auth that cannot start: trying again does not help.
 */
export async function answerOf(
  handle: (request: Request) => Promise<Response>,
  request: Request,
): Promise<Response> {
  try {
    return await handle(request);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    authLog("error", "a request cannot be answered:", error);
    return new Response(JSON.stringify(UNAVAILABLE), {
      status: 503,
      headers: {
        "Content-Type": "application/problem+json",
        "Cache-Control": "no-store",
        "Retry-After": "5",
      },
    });
  }
}
