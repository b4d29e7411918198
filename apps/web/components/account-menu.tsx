"use client";

import { useEffect, useId, useRef, useState } from "react";
import styles from "./account-menu.module.css";
import { SignOutButton } from "./sign-out-button";
import { useHydrated } from "./use-hydrated";

/** What is seldom needed, behind the user's name. Closes on Escape, and when anything outside it is used. */
export function AccountMenu({ name }: { name: string }) {
  const hydrated = useHydrated();
  const [isOpen, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!isOpen) return;
    const leave = ({ target }: Event): void => {
      if (!menu.current?.contains(target as Node)) setOpen(false);
    };
    const close = ({ key }: KeyboardEvent): void => {
      if (key !== "Escape") return;
      setOpen(false);
      opener.current?.focus(); // what had the focus is about to go
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
      document.removeEventListener("keydown", close);
    };
  }, [isOpen]);

  return (
    <div ref={menu} className={styles.menu}>
      <button
        ref={opener}
        type="button"
        className={`quiet ${styles.opener}`}
        disabled={!hydrated}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="visually-hidden">Account of </span>
        <span className={styles.name}>{name}</span>
      </button>
      <div id={id} className={styles.card} hidden={!isOpen}>
        <p id={`${id}-what`}>Ends your session in this browser and on every other device.</p>
        <SignOutButton extent="everywhere" describedBy={`${id}-what`} />
      </div>
    </div>
  );
}
