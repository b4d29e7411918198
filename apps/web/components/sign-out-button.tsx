"use client";

import { useState } from "react";
import { type Extent, explainFailure } from "@/lib/sign-out";
import { whenSaved } from "@/lib/unsaved";
import { useServices } from "./services";
import { useHydrated } from "./use-hydrated";

/** How long signing out waits for changes under way, in milliseconds. */
const PATIENCE = 2_000;

const labels: Record<Extent, string> = { here: "Sign out", everywhere: "Sign out everywhere" };

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

  async function leave(anyway = false): Promise<void> {
    if (leaving) return;
    setLeaving(true);
    const isSaved = anyway || (await whenSaved(queryClient, PATIENCE));
    const failure = isSaved ? await signOut(extent) : "unsaved";
    if (failure === undefined) return;
    setLeaving(false);
    notices.show({
      tone: "problem",
      ...(failure === "unsaved"
        ? {
            text: "You are still signed in: some changes are not saved yet, and would be lost.",
            action: { label: "Sign out anyway", run: () => void leave(true) },
          }
        : {
            text: explainFailure(failure, extent),
            action: { label: "Try again", run: () => void leave() },
          }),
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
      {leaving ? "Signing out…" : labels[extent]}
    </button>
  );
}
