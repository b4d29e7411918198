import type { Metadata } from "next";
import { TaskBoard } from "@/components/tasks/task-board";
import { firstTaskPage } from "@/lib/api/server";
import { requireSession } from "@/lib/session";
import { readView } from "@/lib/tasks/view";

export const metadata: Metadata = { title: "Tasks" };

/**
 * Waits for the first page of tasks, so that it is in the HTML as plain text. A loading.tsx beside this file would have
 * it streamed into a hidden element, which only a script can show.
 */
export default async function TasksPage({ searchParams }: PageProps<"/tasks">) {
  const { user } = await requireSession();
  const { status, sort } = await searchParams;
  const view = readView(status, sort);
  const page = await firstTaskPage(user.id, view);
  return <TaskBoard userId={user.id} first={page && { view, page, loadedAt: Date.now() }} />;
}
