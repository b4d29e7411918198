"use client";

import { onlineManager } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useConnectionDown } from "./use-connection-down";

/** Says so, quietly, while the API does not answer. Always in the page, so that screen readers hear it change. */
export function ConnectionBanner() {
  const isDown = useConnectionDown();
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
    () => true,
  );
  return (
    <div role="status" className="banner">
      {(isDown || !isOnline) && <p>Can't reach the server. Trying again…</p>}
    </div>
  );
}
