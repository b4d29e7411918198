import type { InfiniteData } from "@tanstack/react-query";
import type { Task, TaskPage } from "../api/types";

/** The loaded pages of one list. Each function below returns a new one and leaves the old untouched. */
export type TaskList = InfiniteData<TaskPage>;

export function allTasks(list: TaskList): readonly Task[] {
  // A task can come twice when rows moved between two page loads; keys must stay unique.
  return [...new Map(list.pages.flatMap((page) => page.items).map((task) => [task.id, task])).values()];
}

export function changeTask(list: TaskList, id: string, change: Partial<Task>): TaskList {
  return mapPages(list, (items) => items.map((task) => (task.id === id ? { ...task, ...change } : task)));
}

export function removeTask(list: TaskList, id: string): TaskList {
  return mapPages(list, (items) => items.filter((task) => task.id !== id));
}

/** Put a removed task back to the place it had, unless a fresh answer already holds it. */
export function restoreTask(list: TaskList, task: Task, before: TaskList): TaskList {
  if (allTasks(list).some(({ id }) => id === task.id)) return list;
  const pageIndex = before.pages.findIndex((page) => page.items.some(({ id }) => id === task.id));
  const itemIndex = before.pages[pageIndex]?.items.findIndex(({ id }) => id === task.id) ?? 0;
  return mapPages(list, (items, index) =>
    index === Math.min(pageIndex, list.pages.length - 1) ? items.toSpliced(itemIndex, 0, task) : items,
  );
}

/** Put a new task at the top, where the list is in the order of creation; other orders wait for the server's answer. */
export function prependTask(list: TaskList, task: Task): TaskList {
  if (allTasks(list).some(({ id }) => id === task.id)) return list;
  return mapPages(list, (items, index) => (index === 0 ? [task, ...items] : items));
}

function mapPages(list: TaskList, change: (items: Task[], index: number) => Task[]): TaskList {
  return { ...list, pages: list.pages.map((page, index) => ({ ...page, items: change(page.items, index) })) };
}
