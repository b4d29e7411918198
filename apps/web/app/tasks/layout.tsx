import type { ReactNode } from "react";
import { SessionWatch } from "@/components/session-watch";
import { SignOutButton } from "@/components/sign-out-button";
import { requireSession } from "@/lib/session";

export default async function TasksLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSession();
  return (
    <div className="page">
      <SessionWatch userId={user.id} />
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
