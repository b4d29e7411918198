"use client";

import { useEffect } from "react";
import { hasUnsaved } from "@/lib/unsaved";
import { useServices } from "./services";

/** Keeps anybody from leaving by accident while something is unsaved. */
export function UnsavedWatch() {
  const { queryClient } = useServices();

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (hasUnsaved(queryClient)) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [queryClient]);

  return null;
}
