import type { QueryClient } from "@tanstack/react-query";

/** Whether something that was typed or clicked is not on the server yet. */
export function hasUnsaved(queryClient: QueryClient): boolean {
  const mutations = queryClient.getMutationCache().getAll();
  // A failed addition is still listed, and can still be sent; any other failure has been taken back.
  return mutations.some(({ state, options }) => {
    return state.status === "pending" || (state.status === "error" && options.mutationKey?.at(-1) === "add");
  });
}

/** Wait for changes under way, but no longer than this many milliseconds. Resolves to whether all are saved. */
export function whenSaved(queryClient: QueryClient, patience: number): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      unsubscribe();
      resolve(!hasUnsaved(queryClient));
    };
    const timer = setTimeout(finish, patience);
    const unsubscribe = queryClient.getMutationCache().subscribe(() => {
      if (!hasUnsaved(queryClient)) finish();
    });
    if (!hasUnsaved(queryClient)) finish();
  });
}
