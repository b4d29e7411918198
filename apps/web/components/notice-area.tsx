"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import type { Notice } from "@/lib/notices";
import styles from "./notice-area.module.css";
import { useServices } from "./services";

const none: readonly Notice[] = [];
const PLAIN_SECONDS = 10;

/** Where the messages appear. Problems stay until they are dealt with; the rest leaves by itself. */
export function NoticeArea() {
  const { notices } = useServices();
  const current = useSyncExternalStore(notices.subscribe, notices.current, () => none);
  return (
    <section className={styles.area} aria-label="Messages" aria-live="polite">
      {current.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} close={() => notices.dismiss(notice.id)} />
      ))}
    </section>
  );
}

function NoticeCard({ notice, close }: { notice: Notice; close: () => void }) {
  const [held, setHeld] = useState(false); // not while somebody reads it with the mouse or the keyboard on it
  const leaves = notice.tone === "plain" && !held;

  useEffect(() => {
    if (!leaves) return;
    const timer = setTimeout(close, PLAIN_SECONDS * 1_000);
    return () => clearTimeout(timer);
  });

  function closeAnd(run?: () => void): void {
    document.getElementById("page-title")?.focus({ preventScroll: true }); // the button that has the focus is about to go
    close();
    run?.();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing to operate, only notes that the card is in use
    <div
      className={styles.notice}
      data-tone={notice.tone}
      {...(notice.tone === "problem" && { role: "alert" })}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{notice.text}</p>
      {notice.action && (
        <button type="button" className="quiet" onClick={() => closeAnd(notice.action?.run)}>
          {notice.action.label}
        </button>
      )}
      <button type="button" className="quiet" onClick={() => closeAnd()}>
        Dismiss
      </button>
    </div>
  );
}
