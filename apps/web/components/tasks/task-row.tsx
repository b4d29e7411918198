import { useEffect, useId, useRef, useState } from "react";
import { useHydrated } from "@/components/use-hydrated";
import type { Task } from "@/lib/api/types";
import { TaskEditor } from "./task-editor";
import styles from "./tasks.module.css";
import { useChangeTask } from "./use-change-task";
import { useDeleteTask } from "./use-delete-task";

interface TaskRowProps {
  userId: string;
  task: Task;
  announce: (text: string) => void;
}

/** One task: tick it off, edit it in place, delete it. */
export function TaskRow({ userId, task, announce }: TaskRowProps) {
  const { mutate: change } = useChangeTask(userId, task);
  const { mutate: remove } = useDeleteTask(userId, task);
  const [editing, setEditing] = useState(false);
  const [ticked, setTicked] = useState<boolean>(); // at once; the cache follows a moment later
  const wasEditing = useRef(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const hydrated = useHydrated();
  const id = useId();

  useEffect(() => {
    if (wasEditing.current && !editing) editButton.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  function toggle(completed: boolean): void {
    setTicked(completed);
    change({ completed }, { onSettled: () => setTicked(undefined) });
    announce(completed ? "Task completed." : "Task open again.");
  }

  return (
    <li className={styles.row} data-task={task.id} data-completed={ticked ?? task.completed}>
      {editing ? (
        <TaskEditor
          task={task}
          save={(text) => {
            if (text.title !== task.title || text.description !== task.description) change(text);
            setEditing(false);
            announce("Task saved.");
          }}
          cancel={() => setEditing(false)}
        />
      ) : (
        <>
          <input
            type="checkbox"
            id={id}
            data-control="toggle"
            checked={ticked ?? task.completed}
            disabled={!hydrated}
            onChange={(event) => toggle(event.target.checked)}
          />
          <div className={styles.text}>
            <label htmlFor={id}>{task.title}</label>
            {task.description !== "" && <p>{task.description}</p>}
          </div>
          <div className={styles.actions}>
            <button
              ref={editButton}
              type="button"
              className="quiet"
              data-control="edit"
              aria-label={`Edit ${task.title}`}
              onClick={() => setEditing(true)}
            >
              Edit
            </button>
            <button
              type="button"
              className="quiet"
              data-control="delete"
              aria-label={`Delete ${task.title}`}
              onClick={() => remove()}
            >
              Delete
            </button>
          </div>
        </>
      )}
    </li>
  );
}
