import { useSyncExternalStore } from "react";
import { useServices } from "./services";

/** Whether the API failed to answer last time. */
export function useConnectionDown(): boolean {
  const { connection } = useServices();
  return useSyncExternalStore(connection.subscribe, connection.isDown, () => false);
}
