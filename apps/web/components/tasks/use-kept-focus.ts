import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from "react";
import type { Task } from "@/lib/api/types";

interface Place {
  readonly taskId: string;
  readonly index: number;
  /** Which control of the row: its `data-control`. */
  readonly control: string;
}

/**
 * When the row with the focus leaves the list (deleted, or no longer part of the filter), the same control of the row
 * that takes its place gets the focus, or the page's title when none is left. Otherwise the browser would start again
 * at the top of the page. After "Delete" it is the checkbox: a key pressed twice must not delete twice.
 */
export function useKeptFocus(list: RefObject<HTMLElement | null>, tasks: readonly Task[]) {
  const place = useRef<Place>(undefined);

  useLayoutEffect(() => {
    const { taskId, index, control } = place.current ?? {};
    if (taskId === undefined || index === undefined || tasks.some(({ id }) => id === taskId)) return;
    place.current = undefined;
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    const heir = tasks[Math.min(index, tasks.length - 1)];
    const row = heir && list.current?.querySelector(`[data-task="${heir.id}"]`);
    const target = row?.querySelector<HTMLElement>(
      `[data-control="${control === "delete" ? "toggle" : control}"]`,
    );
    (target ?? document.getElementById("page-title"))?.focus();
  }, [list, tasks]);

  return {
    onFocus: ({ target }: FocusEvent<HTMLElement>): void => {
      const taskId = target.closest<HTMLElement>("[data-task]")?.dataset.task;
      const index = tasks.findIndex(({ id }) => id === taskId);
      place.current =
        taskId === undefined || index < 0
          ? undefined
          : { taskId, index, control: target.dataset.control ?? "toggle" };
    },
    onBlur: ({ relatedTarget }: FocusEvent<HTMLElement>): void => {
      // A removed element blurs to nothing; a person moves to something.
      if (relatedTarget) place.current = undefined;
    },
  };
}
