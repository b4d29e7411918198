import { describe, expect, it } from "vitest";
import { allTasks, changeTask, prependTask, removeTask, restoreTask, type TaskList } from "./cache";

const task = (id: string, title = id) => ({
  id,
  title,
  description: "",
  completed: false,
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
});

const list = (...pages: string[][]): TaskList => ({
  pages: pages.map((ids, index) => ({
    items: ids.map((id) => task(id)),
    next_cursor: index < pages.length - 1 ? `after-${index}` : null,
  })),
  pageParams: pages.map((_, index) => (index === 0 ? null : `after-${index - 1}`)),
});

const ids = (tasks: TaskList) => tasks.pages.map((page) => page.items.map(({ id }) => id));

describe("the cached list", () => {
  it("shows a task once that came on two pages", () => {
    expect(allTasks(list(["a", "b"], ["b", "c"])).map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  it("changes one task and leaves the old list as it was", () => {
    const before = list(["a", "b"]);
    const after = changeTask(before, "b", { completed: true });
    expect(allTasks(after).map(({ completed }) => completed)).toEqual([false, true]);
    expect(allTasks(before).map(({ completed }) => completed)).toEqual([false, false]);
  });

  it("puts a removed task back where it was", () => {
    const before = list(["a", "b"], ["c", "d", "e"]);
    const restored = restoreTask(removeTask(before, "d"), task("d"), before);
    expect(ids(restored)).toEqual(ids(before));
  });

  it("does not put back what the server has sent again meanwhile", () => {
    const before = list(["a", "b"]);
    expect(restoreTask(before, task("b"), before)).toBe(before);
  });

  it("does not put a task into a list that never held it", () => {
    const completed = list(["x"]);
    expect(ids(restoreTask(completed, task("a"), completed))).toEqual([["x"]]);
  });

  it("puts a task back although its page is gone", () => {
    const before = list(["a"], ["b"]);
    expect(ids(restoreTask(list(["a"]), task("b"), before))).toEqual([["b", "a"]]);
  });

  it("adds a new task once", () => {
    const once = prependTask(list(["a"], ["b"]), task("new"));
    expect(ids(once)).toEqual([["new", "a"], ["b"]]);
    expect(prependTask(once, task("new"))).toBe(once);
  });
});
