"use client";

import { useState } from "react";
import type { Extent } from "@/lib/services";
import { whenSaved } from "@/lib/unsaved";
import { useServices } from "./services";
import { useHydrated } from "./use-hydrated";

/** How long signing out waits for changes under way, in milliseconds. */
const PATIENCE = 2_000;

const words: Record<Extent, { label: string; failed: string }> = {
  here: { label: "Sign out", failed: "You are still signed in" },
  everywhere: { label: "Sign out everywhere", failed: "You are not signed out everywhere" },
};

interface SignOutButtonProps {
  extent: Extent;
  className?: string;
  /** Id of the element that says what it does. */
  describedBy?: string;
}

/** Ends this session, or all of the user's, once nothing is unsaved. */
export function SignOutButton({ extent, className, describedBy }: SignOutButtonProps) {
  const { notices, queryClient, signOut } = useServices();
  const hydrated = useHydrated();
  const [leaving, setLeaving] = useState(false);
  const { label, failed } = words[extent];

  async function leave(anyway = false): Promise<void> {
    if (leaving) return;
    setLeaving(true);
    const isSaved = anyway || (await whenSaved(queryClient, PATIENCE));
    if (isSaved && (await signOut(extent))) return;
    setLeaving(false);
    notices.show({
      tone: "problem",
      text: isSaved
        ? `${failed}: the server cannot be reached.`
        : `${failed}: some changes are not saved yet, and would be lost.`,
      action: isSaved
        ? { label: "Try again", run: () => void leave() }
        : { label: "Sign out anyway", run: () => void leave(true) },
    });
  }

  return (
    <button
      type="button"
      className={className}
      disabled={!hydrated}
      aria-disabled={leaving}
      aria-describedby={describedBy}
      onClick={() => void leave()}
    >
      {leaving ? "Signing out…" : label}
    </button>
  );
}
