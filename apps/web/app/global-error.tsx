"use client";

import { FailedPage } from "@/components/failed-page";
import "./globals.css";

export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Todo</title>
        <main className="page narrow">
          <FailedPage retry={retry} />
        </main>
      </body>
    </html>
  );
}
