import { useMutation } from "@tanstack/react-query";
import { useServices } from "@/components/services";
import { describeError, isTransient, unwrap } from "@/lib/api/errors";
import type { Task } from "@/lib/api/types";
import { changeTask } from "@/lib/tasks/cache";
import { tasksKey } from "@/lib/tasks/keys";
import { useOptimistic } from "./use-optimistic";

export type Change = Partial<Pick<Task, "title" | "description" | "completed">>;

/**
 * Edit or tick off one task. Shown at once; taken back, with the reason and another try, if the server refuses.
 *
 * Changes of one task run one after the other (`scope`), so that the last click wins.
 */
export function useChangeTask(userId: string, task: Task) {
  const { api, notices } = useServices();
  const { apply, refresh } = useOptimistic(userId);
  const path = { user_id: userId, task_id: task.id };
  const mutation = useMutation({
    mutationKey: tasksKey(userId),
    scope: { id: `task-${task.id}` },
    mutationFn: (body: Change) =>
      unwrap(api.PATCH("/api/{user_id}/tasks/{task_id}", { params: { path }, body })),
    onMutate: async (change) => {
      await apply((list) => changeTask(list, task.id, change));
      return { undo: pick(task, change) };
    },
    onError: async (error, change, context) => {
      if (context) await apply((list) => changeTask(list, task.id, context.undo));
      notices.show({
        tone: "problem",
        text: `“${change.title ?? task.title}” was not saved: ${describeError(error)}.`,
        ...(isTransient(error) && { action: { label: "Try again", run: () => mutation.mutate(change) } }),
      });
    },
    onSettled: refresh,
  });
  return mutation;
}

/** The former values of what a change touches, and of nothing else: another change may be under way. */
function pick(task: Task, change: Change): Change {
  return {
    ...(change.title !== undefined && { title: task.title }),
    ...(change.description !== undefined && { description: task.description }),
    ...(change.completed !== undefined && { completed: task.completed }),
  };
}
