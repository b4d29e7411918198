import type { AuthClient } from "./auth-client";

/** This session alone, or all of the user's. */
export type Extent = "here" | "everywhere";

/** `limited`: too many requests. `unanswered`: it may have been done all the same. `refused`: any other answer. */
export type Failure = "limited" | "refused" | "unanswered";

/** `over`: this browser's own session was over before, so it could end no others. */
type Ending = "done" | "over" | Failure;

/** Milliseconds that an answer may take. The server itself gives up its database or Redis sooner. */
const PATIENCE = 10_000;

const fetchOptions = { timeout: PATIENCE };

/** End the session, or all of this user's. Never rejects. */
export async function endSessions(auth: AuthClient, extent: Extent): Promise<Ending> {
  if (extent === "here") return endingOf(await statusOf(auth.signOut({ fetchOptions })));
  const status = await statusOf(auth.revokeSessions({ fetchOptions }));
  // Better Auth answers 401 as well when its database could not tell it whose session this is.
  if (status === 401 && (await isOver(auth))) return "over";
  // Whether or not the cookie can be taken away: it is good for nothing now.
  if (status === 200) await statusOf(auth.signOut({ fetchOptions }));
  return endingOf(status);
}

/** What happened, and what to do. */
export function explainFailure(failure: Failure, extent: Extent): string {
  const here = extent === "here";
  if (failure === "unanswered")
    return `The server did not answer: you may ${here ? "still be signed in" : "not be signed out everywhere"}. Try again.`;
  const state = here ? "You are still signed in" : "You are not signed out everywhere";
  if (failure === "limited") return `${state}: there were too many requests. Wait a minute, then try again.`;
  return `${state}: the server could not do it. Try again in a moment.`;
}

interface Answer {
  readonly error: { readonly status: number } | null;
}

/** 0 without an answer. */
async function statusOf(asked: Promise<Answer>): Promise<number> {
  const { error } = await asked.catch(() => ({ error: { status: 0 } }));
  return error === null ? 200 : error.status;
}

function endingOf(status: number): Ending {
  if (status === 200) return "done";
  if (status === 429) return "limited";
  return status === 0 ? "unanswered" : "refused";
}

async function isOver(auth: AuthClient): Promise<boolean> {
  const asked = await auth.getSession({ fetchOptions }).catch(() => undefined);
  return asked !== undefined && asked.error === null && asked.data === null;
}
