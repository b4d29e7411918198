import type { paths } from "./schema.gen";

type TaskRoutes = paths["/api/{user_id}/tasks"];

/** One page of tasks, as the API answers it. */
export type TaskPage = TaskRoutes["get"]["responses"]["200"]["content"]["application/json"];
export type Task = TaskPage["items"][number];
