import Link from "next/link";
import type { ReactNode } from "react";
import { environment } from "@/lib/environment";
import { CredentialsForm } from "./credentials-form";

interface CredentialsPageProps {
  title: string;
  mode: "sign-in" | "sign-up";
  notice?: ReactNode;
  other: ReactNode;
}

/** The frame that the two pages for visitors share. */
export function CredentialsPage({ title, mode, notice, other }: CredentialsPageProps) {
  return (
    <main className="page narrow">
      <p className="wordmark">Todo</p>
      <h1>{title}</h1>
      {notice}
      <CredentialsForm mode={mode} address={environment().origin} />
      <noscript>
        <p className="error">This page needs JavaScript.</p>
      </noscript>
      <p className="aside">{other}</p>
    </main>
  );
}

export function ToSignUp() {
  return (
    <>
      No account yet? <Link href="/sign-up">Create one</Link>.
    </>
  );
}

export function ToSignIn() {
  return (
    <>
      You have an account? <Link href="/sign-in">Sign in</Link>.
    </>
  );
}
