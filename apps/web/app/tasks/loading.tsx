import { TaskSkeleton } from "@/components/tasks/list-states";

export default function TasksLoading() {
  return <TaskSkeleton />;
}
