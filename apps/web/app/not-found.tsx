import type { Metadata } from "next";
import Link from "next/link";

export const metadata: Metadata = { title: "Not found" };

export default function NotFoundPage() {
  return (
    <main className="page narrow stack">
      <p className="wordmark">Todo</p>
      <h1>Not found</h1>
      <p>There is no page at this address.</p>
      <p>
        <Link href="/tasks">Go to your tasks</Link>
      </p>
    </main>
  );
}
