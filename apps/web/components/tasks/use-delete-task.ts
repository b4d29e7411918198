import { useMutation } from "@tanstack/react-query";
import { useServices } from "@/components/services";
import { ApiError, describeError, isTransient, unwrap } from "@/lib/api/errors";
import type { Task } from "@/lib/api/types";
import { removeTask, restoreTask, type TaskList } from "@/lib/tasks/cache";
import { tasksKey } from "@/lib/tasks/keys";
import { useAddTask } from "./use-add-task";
import { useOptimistic } from "./use-optimistic";

/**
 * Delete one task at once, without a question; the message afterwards offers to undo.
 *
 * Undo adds the same text again as a new task: the deletion is never put off, so closing the page cannot lose it.
 */
export function useDeleteTask(userId: string, task: Task) {
  const { api, notices } = useServices();
  const { apply, refresh } = useOptimistic(userId);
  const { add } = useAddTask(userId);
  const path = { user_id: userId, task_id: task.id };
  const mutation = useMutation({
    mutationKey: tasksKey(userId),
    scope: { id: `task-${task.id}` },
    mutationFn: async () => {
      try {
        await unwrap(api.DELETE("/api/{user_id}/tasks/{task_id}", { params: { path } }));
      } catch (error) {
        // Gone is what was wanted: an earlier try got through and only its answer was lost.
        if (!(error instanceof ApiError && error.status === 404)) throw error;
      }
    },
    onMutate: async () => ({ before: await apply((list) => removeTask(list, task.id)) }),
    onSuccess: () =>
      notices.show({
        tone: "plain",
        text: "Task deleted.",
        action: { label: "Undo", run: () => add(task) },
      }),
    onError: async (error, _, context) => {
      const before = new Map(
        context?.before.map(([key, list]): [string, TaskList] => [JSON.stringify(key), list]),
      );
      await apply((list, key) => restoreTask(list, task, before.get(JSON.stringify(key)) ?? list));
      notices.show({
        tone: "problem",
        text: `“${task.title}” was not deleted: ${describeError(error)}.`,
        ...(isTransient(error) && { action: { label: "Try again", run: () => mutation.mutate() } }),
      });
    },
    onSettled: refresh,
  });
  return mutation;
}
