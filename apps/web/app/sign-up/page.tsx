import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CredentialsPage, ToSignIn } from "@/components/credentials-page";
import { currentSession } from "@/lib/session";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage() {
  if (await currentSession()) redirect("/tasks");
  return <CredentialsPage title="Create an account" mode="sign-up" other={<ToSignIn />} />;
}
