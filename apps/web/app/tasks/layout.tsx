import type { ReactNode } from "react";
import { AccountMenu } from "@/components/account-menu";
import { SessionWatch } from "@/components/session-watch";
import { SignOutButton } from "@/components/sign-out-button";
import { UnsavedWatch } from "@/components/unsaved-watch";
import { requireSession } from "@/lib/session";

export default async function TasksLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSession();
  return (
    <div className="page">
      <SessionWatch userId={user.id} />
      <UnsavedWatch />
      <header className="masthead">
        <p className="wordmark">Todo</p>
        <AccountMenu name={user.name} />
        <SignOutButton extent="here" className="quiet" />
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
