import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CredentialsPage, ToSignUp } from "@/components/credentials-page";
import { PlainAddress } from "@/components/plain-address";
import { currentSession } from "@/lib/session";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  if (await currentSession()) redirect("/tasks");
  const { ended } = await searchParams;
  return (
    <>
      {ended !== undefined && <PlainAddress />}
      <CredentialsPage title="Sign in" mode="sign-in" notice={noticeOf(ended)} other={<ToSignUp />} />
    </>
  );
}

function noticeOf(ended: string | string[] | undefined): string | undefined {
  if (ended === undefined) return undefined;
  if (ended === "everywhere") return "You are signed out everywhere.";
  return "Your session has ended. Sign in again.";
}
