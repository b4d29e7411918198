"use client";

import { useEffect, useState } from "react";
import { hasUnsaved, whenSaved } from "@/lib/unsaved";
import { useServices } from "./services";
import { useHydrated } from "./use-hydrated";

/** How long signing out waits for changes under way, in milliseconds. */
const PATIENCE = 2_000;

/** Signs out, and keeps anybody from leaving by accident while something is unsaved. */
export function SignOutButton() {
  const { notices, queryClient, signOut } = useServices();
  const hydrated = useHydrated();
  const [leaving, setLeaving] = useState(false);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (hasUnsaved(queryClient)) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [queryClient]);

  async function leave(anyway = false): Promise<void> {
    if (leaving) return;
    setLeaving(true);
    const isSaved = anyway || (await whenSaved(queryClient, PATIENCE));
    if (isSaved && (await signOut())) return;
    setLeaving(false);
    notices.show({
      tone: "problem",
      text: isSaved
        ? "You are still signed in: the server cannot be reached."
        : "You are still signed in: some changes are not saved yet, and would be lost.",
      action: isSaved
        ? { label: "Try again", run: () => void leave() }
        : { label: "Sign out anyway", run: () => void leave(true) },
    });
  }

  return (
    <button
      type="button"
      className="quiet"
      disabled={!hydrated}
      aria-disabled={leaving}
      onClick={() => void leave()}
    >
      Sign out
    </button>
  );
}
