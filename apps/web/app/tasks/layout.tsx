import type { ReactNode } from "react";
import { SignOutButton } from "@/components/sign-out-button";
import { requireSession } from "@/lib/session";

export default async function TasksLayout({ children }: { children: ReactNode }) {
  // Here and not only in the page: above the loading state a redirect is still a plain 307.
  const { user } = await requireSession();
  return (
    <div className="page">
      <header className="masthead">
        <p className="wordmark">Todo</p>
        <p className="who">{user.name}</p>
        <SignOutButton />
      </header>
      <main>
        <h1 id="page-title" tabIndex={-1}>
          Tasks
        </h1>
        {children}
      </main>
    </div>
  );
}
