"use client";

import { useState } from "react";
import { useServices } from "./services";
import { useHydrated } from "./use-hydrated";

export function SignOutButton() {
  const { notices, signOut } = useServices();
  const hydrated = useHydrated();
  const [leaving, setLeaving] = useState(false);

  async function leave(): Promise<void> {
    if (leaving) return;
    setLeaving(true);
    if (await signOut()) return;
    setLeaving(false);
    notices.show({
      tone: "problem",
      text: "You are still signed in: the server cannot be reached.",
      action: { label: "Try again", run: () => void leave() },
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
