"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useState } from "react";
import { ConnectionBanner } from "@/components/connection-banner";
import { NoticeArea } from "@/components/notice-area";
import { useHydrated } from "@/components/use-hydrated";
import { readView, type View, viewQuery } from "@/lib/tasks/view";
import { TaskComposer } from "./task-composer";
import { TaskListArea } from "./task-list-area";
import type { FirstPage } from "./use-task-list";
import { ViewControls } from "./view-controls";

/** The whole of a user's tasks. The view lives in the address, so that Back goes to the former one. */
export function TaskBoard({ userId, first }: { userId: string; first: FirstPage | undefined }) {
  const parameters = useSearchParams();
  const view = readView(parameters.get("status"), parameters.get("sort"));
  const hydrated = useHydrated();
  const { announcement, announce } = useAnnouncement();

  function show(next: View): void {
    // Not the router: the list comes from the API straight, and the page itself need not be rendered again.
    window.history.pushState(null, "", `/tasks${viewQuery(next)}`);
  }

  return (
    <>
      <ConnectionBanner />
      <TaskComposer userId={userId} announce={announce} />
      <ViewControls view={view} show={show} disabled={!hydrated} />
      <TaskListArea key={viewQuery(view)} userId={userId} view={view} first={first} announce={announce} />
      <NoticeArea />
      <div className="visually-hidden" aria-live="polite">
        <p key={announcement.turn}>{announcement.text}</p>
      </div>
    </>
  );
}

/** What is read out. Each turn is a new element: the same words twice would otherwise be heard once. */
function useAnnouncement() {
  const [announcement, set] = useState({ text: "", turn: 0 });
  const announce = useCallback((text: string) => set(({ turn }) => ({ text, turn: turn + 1 })), []);
  return { announcement, announce };
}
