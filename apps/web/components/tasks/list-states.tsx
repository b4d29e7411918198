import { describeError } from "@/lib/api/errors";
import type { Status } from "@/lib/tasks/view";
import styles from "./tasks.module.css";

const emptyTexts: Record<Status, string> = {
  all: "No tasks yet. Write the first one above.",
  open: "Nothing is open.",
  completed: "Nothing is completed yet.",
};

export function EmptyList({ status }: { status: Status }) {
  return <p className={styles.empty}>{emptyTexts[status]}</p>;
}

export function FailedList({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className={styles.empty}>
      <p>The tasks could not be loaded: {describeError(error)}.</p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

const rows = ["first", "second", "third"];

export function TaskSkeleton() {
  return (
    <div aria-busy="true">
      <p className="visually-hidden">Loading tasks…</p>
      {rows.map((row) => (
        <div key={row} className={styles.skeleton} aria-hidden="true" />
      ))}
    </div>
  );
}
