import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CredentialsPage, ToSignUp } from "@/components/credentials-page";
import { PlainAddress } from "@/components/plain-address";
import { SignedOutEverywhere } from "@/components/signed-out-everywhere";
import { currentSession } from "@/lib/session";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  if (await currentSession()) redirect("/tasks");
  const { ended } = await searchParams;
  const notice = ended === undefined ? <SignedOutEverywhere /> : <SessionEnded />;
  return (
    <>
      {ended !== undefined && <PlainAddress />}
      <CredentialsPage title="Sign in" mode="sign-in" notice={notice} other={<ToSignUp />} />
    </>
  );
}

function SessionEnded() {
  return (
    <p className="notice" role="alert">
      Your session has ended. Sign in again.
    </p>
  );
}
