import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import type { TaskList } from "@/lib/tasks/cache";
import { tasksKey } from "@/lib/tasks/keys";

/** A list as it was before a change, for taking the change back. */
export type Before = readonly [QueryKey, TaskList];

/** Change every cached list of a user at once, and refresh them when the last change has ended. */
export function useOptimistic(userId: string) {
  const queryClient = useQueryClient();
  const queryKey = tasksKey(userId);

  const lists = (): Before[] =>
    queryClient
      .getQueriesData<TaskList>({ queryKey })
      .flatMap(([key, list]): Before[] => (list ? [[key, list]] : []));

  return {
    /** @returns the lists as they were. */
    apply: async (change: (list: TaskList, key: QueryKey) => TaskList): Promise<readonly Before[]> => {
      await queryClient.cancelQueries({ queryKey });
      const before = lists();
      for (const [key, list] of before) queryClient.setQueryData<TaskList>(key, change(list, key));
      return before;
    },
    /** Not awaited by the mutations: a slow refresh must not hold back the next change. */
    refresh: (): void => {
      if (queryClient.isMutating({ mutationKey: queryKey }) <= 1)
        void queryClient.invalidateQueries({ queryKey });
    },
  };
}
