import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useServices } from "@/components/services";
import { unwrap } from "@/lib/api/errors";
import type { Task } from "@/lib/api/types";
import { prependTask } from "@/lib/tasks/cache";
import { addKey } from "@/lib/tasks/keys";
import type { View } from "@/lib/tasks/view";
import { useOptimistic } from "./use-optimistic";

/** 128 random bits. `crypto.randomUUID` would be shorter, but is missing where the page comes over plain http. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

type Text = Pick<Task, "title" | "description" | "completed">;

/** A task on its way to the server. `key` is its Idempotency-Key: however often it is sent, it is added once. */
export interface Addition extends Text {
  readonly key: string;
}

/** Add a task. It is listed with {@link useAdditions} until the server has it. */
export function useAddTask(userId: string) {
  const { api } = useServices();
  const { apply, refresh } = useOptimistic(userId);
  const path = { user_id: userId };
  const { mutate } = useMutation({
    mutationKey: addKey(userId),
    scope: { id: `add-${userId}` }, // one after the other, so that they keep their order
    gcTime: Number.POSITIVE_INFINITY, // what could not be sent stays listed until it is sent or discarded
    mutationFn: async ({ key, title, description, completed }: Addition): Promise<Task> => {
      const task = await unwrap(
        api.POST("/api/{user_id}/tasks", {
          params: { path, header: { "Idempotency-Key": key } },
          body: { title, description },
        }),
      );
      if (!completed) return task;
      return unwrap(
        api.PATCH("/api/{user_id}/tasks/{task_id}/complete", {
          params: { path: { ...path, task_id: task.id } },
          body: { completed },
        }),
      );
    },
    onSuccess: (task) =>
      void apply((list, queryKey) => {
        const view = queryKey.at(-1) as View;
        const belongs = view.status === "all" || view.status === (task.completed ? "completed" : "open");
        return belongs && view.sort === "-created_at" ? prependTask(list, task) : list;
      }),
    onSettled: refresh,
  });
  const add = useCallback(
    ({ title, description, completed }: Text) => mutate({ key: newKey(), title, description, completed }),
    [mutate],
  );
  return { add, resend: mutate };
}

/** An addition that the server has not acknowledged. */
export interface PendingAddition extends Addition {
  readonly error: unknown;
  readonly failed: boolean;
}

/** The unacknowledged additions, in the order in which they were made. */
export function useAdditions(userId: string): readonly PendingAddition[] {
  const additions = useMutationState({
    filters: { mutationKey: addKey(userId), predicate: ({ state }) => state.status !== "success" },
    select: ({ state }) => ({
      addition: state.variables as Addition | undefined, // the key admits no other kind
      error: state.error,
      failed: state.status === "error",
    }),
  });
  return additions.flatMap(({ addition, ...state }) => (addition ? [{ ...addition, ...state }] : []));
}

/** Forget an addition, by its key. */
export function useDiscard(userId: string): (key: string) => void {
  const cache = useQueryClient().getMutationCache();
  return (key) => {
    for (const mutation of cache.findAll({ mutationKey: addKey(userId) })) {
      if ((mutation.state.variables as Addition | undefined)?.key === key) cache.remove(mutation);
    }
  };
}
