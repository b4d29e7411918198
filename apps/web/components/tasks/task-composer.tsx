import { type FormEvent, useEffect, useRef, useState } from "react";
import { useHydrated } from "@/components/use-hydrated";
import { TaskFields, type TaskText, trimmed } from "./task-fields";
import styles from "./tasks.module.css";
import { useAddTask } from "./use-add-task";

interface TaskComposerProps {
  userId: string;
  announce: (text: string) => void;
}

const nothing: TaskText = { title: "", description: "" };

/** Where a new task is written. The description shows once there is a title, so that an empty page stays quiet. */
export function TaskComposer({ userId, announce }: TaskComposerProps) {
  const { add } = useAddTask(userId);
  const hydrated = useHydrated();
  const [text, setText] = useState(nothing);
  const [isRefused, setIsRefused] = useState(false);
  const titleInput = useRef<HTMLInputElement>(null);

  // What was typed before the page came to life stands in the field, but not yet in the state.
  useEffect(() => setText({ ...nothing, title: titleInput.current?.value ?? "" }), []);

  function change(next: TaskText): void {
    if (next.title !== text.title) setIsRefused(false);
    setText(next);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    titleInput.current?.focus();
    const sound = trimmed(text);
    setIsRefused(sound === undefined);
    if (sound === undefined) return;
    add({ ...sound, completed: false });
    setText(nothing);
    announce("Task added.");
  }

  return (
    <form method="post" className={styles.composer} onSubmit={submit} noValidate>
      <TaskFields
        text={text}
        change={change}
        titleInput={titleInput}
        titleLabel="New task"
        titleError={isRefused ? "Write what is to be done." : undefined}
        enterKeyHint="done"
        descriptionRows={text.title === "" && text.description === "" ? undefined : 2}
      />
      <button type="submit" className="primary" disabled={!hydrated}>
        Add task
      </button>
    </form>
  );
}
