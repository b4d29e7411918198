import type { Metadata } from "next";
import { TaskBoard } from "@/components/tasks/task-board";
import { firstTaskPage } from "@/lib/api/server";
import { requireSession } from "@/lib/session";
import { readView } from "@/lib/tasks/view";

export const metadata: Metadata = { title: "Tasks" };

export default async function TasksPage({ searchParams }: PageProps<"/tasks">) {
  const { user } = await requireSession();
  const { status, sort } = await searchParams;
  const view = readView(status, sort);
  const page = await firstTaskPage(user.id, view);
  return <TaskBoard userId={user.id} first={page && { view, page, loadedAt: Date.now() }} />;
}
