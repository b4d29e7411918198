import { type KeyboardEvent, type RefObject, useId } from "react";
import { Field } from "@/components/field";
import type { Task } from "@/lib/api/types";
import { DESCRIPTION_MAX, TITLE_MAX } from "@/lib/tasks/limits";

/** What is written about a task. */
export type TaskText = Pick<Task, "title" | "description">;

interface TaskFieldsProps {
  text: TaskText;
  change: (text: TaskText) => void;
  titleInput: RefObject<HTMLInputElement | null>;
  titleLabel: string;
  titleError: string | undefined;
  /** What the title's Enter does, as keyboards on the screen show it. */
  enterKeyHint?: "done";
  /** Height of the description in lines; none hides it. */
  descriptionRows: number | undefined;
}

/** Title and description, for a new task as for one that is there. */
export function TaskFields({ text, change, descriptionRows, ...title }: TaskFieldsProps) {
  const id = useId();
  return (
    <>
      <Field
        ref={title.titleInput}
        label={title.titleLabel}
        error={title.titleError}
        value={text.title}
        maxLength={TITLE_MAX}
        autoComplete="off"
        enterKeyHint={title.enterKeyHint}
        onChange={(event) => change({ ...text, title: event.target.value })}
      />
      {descriptionRows !== undefined && (
        <div className="field">
          <label htmlFor={id}>Description</label>
          <textarea
            id={id}
            value={text.description}
            rows={descriptionRows}
            maxLength={DESCRIPTION_MAX}
            onChange={(event) => change({ ...text, description: event.target.value })}
            onKeyDown={submitOnModifiedEnter}
          />
        </div>
      )}
    </>
  );
}

/** A text that may be saved, or nothing while it has no title. */
export function trimmed({ title, description }: TaskText): TaskText | undefined {
  return title.trim() === "" ? undefined : { title: title.trim(), description: description.trim() };
}

/** Enter alone makes a new line in a text area; with Ctrl or Command it sends the form. */
function submitOnModifiedEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
