import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { Task } from "@/lib/api/types";
import { DESCRIPTION_MAX, TITLE_MAX } from "@/lib/tasks/limits";
import { submitOnModifiedEnter } from "./task-composer";
import styles from "./tasks.module.css";

interface TaskEditorProps {
  task: Task;
  save: (text: Pick<Task, "title" | "description">) => void;
  cancel: () => void;
}

/** Edit a task where it stands. Enter saves, Escape cancels. */
export function TaskEditor({ task, save, cancel }: TaskEditorProps) {
  const [title, setTitle] = useState(task.title);
  const [description, setDescription] = useState(task.description);
  const titleInput = useRef<HTMLInputElement>(null);
  const id = useId();
  const isEmpty = title.trim() === "";

  useEffect(() => {
    titleInput.current?.focus();
    titleInput.current?.select();
  }, []);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isEmpty) titleInput.current?.focus();
    else save({ title: title.trim(), description: description.trim() });
  }

  return (
    <form
      method="post"
      className={styles.editor}
      onSubmit={submit}
      // While an input method composes a word, Escape belongs to it.
      onKeyDown={(event) => event.key === "Escape" && !event.nativeEvent.isComposing && cancel()}
      noValidate
    >
      <div className="field">
        <label htmlFor={`${id}-title`}>Title</label>
        <input
          ref={titleInput}
          id={`${id}-title`}
          value={title}
          maxLength={TITLE_MAX}
          autoComplete="off"
          onChange={(event) => setTitle(event.target.value)}
          {...(isEmpty && { "aria-invalid": true, "aria-describedby": `${id}-error` })}
        />
        {isEmpty && (
          <p className="error" id={`${id}-error`} role="alert">
            A task needs a title.
          </p>
        )}
      </div>
      <div className="field">
        <label htmlFor={`${id}-description`}>Description</label>
        <textarea
          id={`${id}-description`}
          value={description}
          rows={3}
          maxLength={DESCRIPTION_MAX}
          onChange={(event) => setDescription(event.target.value)}
          onKeyDown={submitOnModifiedEnter}
        />
      </div>
      <div className={styles.editorButtons}>
        <button type="submit" className="primary">
          Save
        </button>
        <button type="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
