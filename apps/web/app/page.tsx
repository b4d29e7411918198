import { redirect } from "next/navigation";
import { currentSession } from "@/lib/session";

export default async function HomePage() {
  redirect((await currentSession()) ? "/tasks" : "/sign-in");
}
