import { useEffect, useEffectEvent, useRef } from "react";
import { useConnectionDown } from "@/components/use-connection-down";
import { isTransient } from "@/lib/api/errors";
import type { PendingAddition } from "./use-add-task";

/** Send a failed addition again by itself, once, as soon as the server answers anything at all. */
export function useResendWhenBack({ failed, error }: PendingAddition, sendAgain: () => void): void {
  const isDown = useConnectionDown();
  const wasDown = useRef(isDown);
  const resend = useEffectEvent(sendAgain);

  useEffect(() => {
    if (wasDown.current && !isDown && failed && isTransient(error)) resend();
    wasDown.current = isDown;
  }, [isDown, failed, error]);
}
