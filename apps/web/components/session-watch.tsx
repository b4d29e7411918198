"use client";

import { useEffect } from "react";
import { useServices } from "./services";

/**
 * Leaves the page when its session is over, or is somebody else's by now. Better Auth's client asks anew when the
 * window gets the focus, when another tab signs in or out, and once a minute.
 */
export function SessionWatch({ userId }: { userId: string }) {
  const { auth, noteUser } = useServices();
  const { data, error, isPending, isRefetching } = auth.useSession();
  const present = data?.user.id;
  const isKnown = !isPending && !isRefetching && error === null;

  useEffect(() => {
    if (isKnown) noteUser(userId, present);
  }, [isKnown, noteUser, present, userId]);

  return null;
}
