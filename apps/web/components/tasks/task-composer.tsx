import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useHydrated } from "@/components/use-hydrated";
import { DESCRIPTION_MAX, TITLE_MAX } from "@/lib/tasks/limits";
import styles from "./tasks.module.css";
import { useAddTask } from "./use-add-task";

interface TaskComposerProps {
  userId: string;
  announce: (text: string) => void;
}

/** Where a new task is written. The description shows once there is a title, so that an empty page stays quiet. */
export function TaskComposer({ userId, announce }: TaskComposerProps) {
  const { add } = useAddTask(userId);
  const hydrated = useHydrated();
  const [title, setTitle] = useState("");
  const [description, setDescription] = useState("");
  const [isEmpty, setIsEmpty] = useState(false);
  const titleInput = useRef<HTMLInputElement>(null);
  const id = useId();

  // What was typed before the page came to life stands in the field, but not yet in the state.
  useEffect(() => setTitle(titleInput.current?.value ?? ""), []);

  function submit(event: FormEvent): void {
    event.preventDefault();
    titleInput.current?.focus();
    setIsEmpty(title.trim() === "");
    if (title.trim() === "") return;
    add({ title: title.trim(), description: description.trim(), completed: false });
    setTitle("");
    setDescription("");
    announce("Task added.");
  }

  return (
    <form method="post" className={styles.composer} onSubmit={submit} noValidate>
      <div className="field">
        <label htmlFor={`${id}-title`}>New task</label>
        <input
          ref={titleInput}
          id={`${id}-title`}
          value={title}
          maxLength={TITLE_MAX}
          autoComplete="off"
          enterKeyHint="done"
          onChange={(event) => {
            setTitle(event.target.value);
            setIsEmpty(false);
          }}
          {...(isEmpty && { "aria-invalid": true, "aria-describedby": `${id}-error` })}
        />
        {isEmpty && (
          <p className="error" id={`${id}-error`} role="alert">
            Write what is to be done.
          </p>
        )}
      </div>
      {(title !== "" || description !== "") && (
        <div className="field">
          <label htmlFor={`${id}-description`}>Description</label>
          <textarea
            id={`${id}-description`}
            value={description}
            rows={2}
            maxLength={DESCRIPTION_MAX}
            onChange={(event) => setDescription(event.target.value)}
            onKeyDown={submitOnModifiedEnter}
          />
        </div>
      )}
      <button type="submit" className="primary" disabled={!hydrated}>
        Add task
      </button>
    </form>
  );
}

/** Enter alone makes a new line in a text area; with Ctrl or Command it sends the form. */
export function submitOnModifiedEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
