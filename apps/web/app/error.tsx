"use client";

import { FailedPage } from "@/components/failed-page";

export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <main className="page narrow">
      <FailedPage retry={retry} />
    </main>
  );
}
