import type { MouseEvent } from "react";
import { type Sort, type Status, sorts, statuses, type View, viewQuery } from "@/lib/tasks/view";
import styles from "./tasks.module.css";

const statusLabels: Record<Status, string> = { all: "All", open: "Open", completed: "Completed" };

const sortLabels: Record<Sort, string> = {
  "-created_at": "Newest first",
  created_at: "Oldest first",
  title: "Title, A to Z",
  "-title": "Title, Z to A",
  "-updated_at": "Changed last",
  updated_at: "Changed first",
};

interface ViewControlsProps {
  view: View;
  show: (view: View) => void;
  disabled: boolean;
}

/** Filter and order. The filters are links: they can be opened in another tab, and Back undoes them. */
export function ViewControls({ view, show, disabled }: ViewControlsProps) {
  function follow(event: MouseEvent, status: Status): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (status !== view.status) show({ ...view, status });
  }

  return (
    <div className={styles.controls}>
      <nav aria-label="Filter" className={styles.filters}>
        {statuses.map((status) => (
          <a
            key={status}
            href={`/tasks${viewQuery({ ...view, status })}`}
            {...(status === view.status && { "aria-current": "page" })}
            onClick={(event) => follow(event, status)}
          >
            {statusLabels[status]}
          </a>
        ))}
      </nav>
      <label className={styles.sort}>
        <span>Sort by</span>
        <select
          value={view.sort}
          disabled={disabled}
          onChange={(event) => show({ ...view, sort: event.target.value as Sort })}
        >
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {sortLabels[sort]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
