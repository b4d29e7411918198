import { useEffect, useRef } from "react";
import { allTasks } from "@/lib/tasks/cache";
import type { View } from "@/lib/tasks/view";
import { AdditionRow } from "./addition-row";
import { EmptyList, FailedList, TaskSkeleton } from "./list-states";
import { TaskRow } from "./task-row";
import styles from "./tasks.module.css";
import { useAdditions } from "./use-add-task";
import { useKeptFocus } from "./use-kept-focus";
import { type FirstPage, useTaskList } from "./use-task-list";

interface TaskListAreaProps {
  userId: string;
  view: View;
  first: FirstPage | undefined;
  announce: (text: string) => void;
}

/** The list, or what stands in its place while it is loading, empty or out of reach. */
export function TaskListArea({ userId, view, first, announce }: TaskListAreaProps) {
  const query = useTaskList(userId, view, first);
  const additions = useAdditions(userId);
  const tasks = query.data ? allTasks(query.data) : [];
  const list = useRef<HTMLUListElement>(null);
  const keptFocus = useKeptFocus(list, tasks);
  const loadMore = useLoadMore(query, tasks.length, list, announce);

  const isEmpty = tasks.length === 0 && additions.length === 0;
  return (
    <>
      {!isEmpty && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role where list-style is none
        <ul ref={list} role="list" aria-label="Tasks" className={styles.list} {...keptFocus}>
          {additions.toReversed().map((addition) => (
            <AdditionRow key={addition.key} userId={userId} addition={addition} />
          ))}
          {tasks.map((task) => (
            <TaskRow key={task.id} userId={userId} task={task} announce={announce} />
          ))}
        </ul>
      )}
      {query.isPending && <TaskSkeleton />}
      {query.isError && !query.data && <FailedList error={query.error} retry={() => void query.refetch()} />}
      {query.data && isEmpty && <EmptyList status={view.status} />}
      {query.hasNextPage && (
        <button
          type="button"
          className={styles.more}
          aria-disabled={query.isFetchingNextPage}
          onClick={loadMore}
        >
          {query.isFetchingNextPage ? "Loading…" : "Load more"}
        </button>
      )}
    </>
  );
}

/** Load the next page, say how many tasks came, and go on from the first of them. */
function useLoadMore(
  query: ReturnType<typeof useTaskList>,
  count: number,
  list: React.RefObject<HTMLUListElement | null>,
  announce: (text: string) => void,
): () => void {
  const countBefore = useRef<number>(undefined);

  useEffect(() => {
    if (countBefore.current === undefined || query.isFetchingNextPage) return;
    const added = count - countBefore.current;
    countBefore.current = undefined;
    if (added <= 0) return;
    announce(added === 1 ? "1 more task." : `${added} more tasks.`);
    const boxes = list.current?.querySelectorAll<HTMLInputElement>("[data-task] input[type=checkbox]");
    boxes?.[boxes.length - added]?.focus();
  }, [count, query.isFetchingNextPage, list, announce]);

  return () => {
    if (query.isFetchingNextPage) return;
    countBefore.current = count;
    void query.fetchNextPage();
  };
}
