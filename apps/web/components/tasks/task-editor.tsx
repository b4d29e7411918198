import { type FormEvent, useEffect, useRef, useState } from "react";
import { TaskFields, type TaskText, trimmed } from "./task-fields";
import styles from "./tasks.module.css";

interface TaskEditorProps {
  task: TaskText;
  save: (text: TaskText) => void;
  cancel: () => void;
}

/** Edit a task where it stands. Enter saves, Escape cancels. */
export function TaskEditor({ task, save, cancel }: TaskEditorProps) {
  const [text, setText] = useState<TaskText>({ title: task.title, description: task.description });
  const titleInput = useRef<HTMLInputElement>(null);
  const sound = trimmed(text);

  useEffect(() => {
    titleInput.current?.focus();
    titleInput.current?.select();
  }, []);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (sound) save(sound);
    else titleInput.current?.focus();
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
      <TaskFields
        text={text}
        change={setText}
        titleInput={titleInput}
        titleLabel="Title"
        titleError={sound ? undefined : "A task needs a title."}
        descriptionRows={3}
      />
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
