import "server-only";
import { createServerTokens } from "jwt-auth-bridge/next";
import createApiClient, { type Client } from "openapi-fetch";
import { getAuth } from "../auth";
import { environment } from "../environment";
import type { View } from "../tasks/view";
import { unwrap } from "./errors";
import type { paths } from "./schema.gen";
import type { TaskPage } from "./types";

let api: Client<paths> | undefined;

/** The API as the signed-in user of the current request; made on first use, as {@link getAuth} is. */
function serverApi(): Client<paths> {
  if (api) return api;
  const { innerApiOrigin } = environment();
  const tokens = createServerTokens({ auth: getAuth(), apiUrl: innerApiOrigin });
  api = createApiClient<paths>({ baseUrl: innerApiOrigin, fetch: tokens.fetch });
  return api;
}

const PATIENCE = 3_000;

/** The first page of tasks, or nothing within three seconds: then the browser tries, and says so. */
export async function firstTaskPage(userId: string, view: View): Promise<TaskPage | undefined> {
  try {
    return await unwrap(
      serverApi().GET("/api/{user_id}/tasks", {
        params: { path: { user_id: userId }, query: { ...view } },
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE),
      }),
    );
  } catch (error) {
    console.error(`first page of tasks: ${error instanceof Error ? error.message : "failed"}`);
    return undefined;
  }
}
