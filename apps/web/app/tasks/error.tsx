"use client";

import { FailedPage } from "@/components/failed-page";

export default function TasksError({ retry }: { retry: () => void }) {
  return <FailedPage retry={retry} />;
}
