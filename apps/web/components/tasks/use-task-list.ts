import { useInfiniteQuery, useIsMutating } from "@tanstack/react-query";
import { useServices } from "@/components/services";
import { useConnectionDown } from "@/components/use-connection-down";
import { unwrap } from "@/lib/api/errors";
import type { TaskPage } from "@/lib/api/types";
import { tasksKey } from "@/lib/tasks/keys";
import type { View } from "@/lib/tasks/view";

/** The first page, as the server rendered it. */
export interface FirstPage {
  readonly view: View;
  readonly page: TaskPage;
  /** Milliseconds since the epoch. */
  readonly loadedAt: number;
}

const POLL_WHILE_DOWN = 3_000;

/** The list of one view, page after page; starts from what the server rendered. */
export function useTaskList(userId: string, view: View, first: FirstPage | undefined) {
  const { api } = useServices();
  const isDown = useConnectionDown();
  const isChanging = useIsMutating({ mutationKey: tasksKey(userId) }) > 0;
  const isFirst = first?.view.status === view.status && first.view.sort === view.sort;
  return useInfiniteQuery({
    queryKey: [...tasksKey(userId), view],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/{user_id}/tasks", {
          params: { path: { user_id: userId }, query: { ...view, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    // While a change is on its way it is what tries the server again, and an answer now could undo its look.
    refetchInterval: isDown && !isChanging ? POLL_WHILE_DOWN : false,
    ...(isFirst && {
      initialData: { pages: [first.page], pageParams: [null] },
      initialDataUpdatedAt: first.loadedAt,
    }),
  });
}
