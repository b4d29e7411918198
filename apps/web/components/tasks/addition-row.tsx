import { describeError } from "@/lib/api/errors";
import styles from "./tasks.module.css";
import { type PendingAddition, useAddTask, useDiscard } from "./use-add-task";
import { useResendWhenBack } from "./use-resend-when-back";

/** A task that the server does not have yet. Its text stays here until it does, or is discarded by hand. */
export function AdditionRow({ userId, addition }: { userId: string; addition: PendingAddition }) {
  const { resend } = useAddTask(userId);
  const discard = useDiscard(userId);
  const { key, title, description, completed, failed, error } = addition;

  function sendAgain(): void {
    discard(key); // the failed try; the new one has the same key, so that the server adds it once
    resend({ key, title, description, completed });
  }
  useResendWhenBack(addition, sendAgain);

  return (
    <li className={styles.row} data-pending={!failed}>
      <div className={styles.text}>
        <span>{title}</span>
        {description !== "" && <p>{description}</p>}
        {failed ? (
          <p className="error" role="alert">
            Not saved: {describeError(error)}.
          </p>
        ) : (
          <p className="hint">Saving…</p>
        )}
      </div>
      {failed && (
        <div className={styles.actions}>
          <button
            type="button"
            className="quiet"
            aria-label={`Try again to add ${title}`}
            onClick={sendAgain}
          >
            Try again
          </button>
          <button
            type="button"
            className="quiet"
            aria-label={`Discard ${title}`}
            onClick={() => discard(key)}
          >
            Discard
          </button>
        </div>
      )}
    </li>
  );
}
