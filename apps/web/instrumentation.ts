export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startUp } = await import("./lib/startup");
  startUp();
  // Made now, and not for the first visitor: APIs that listen in Redis wait for the mark that it leaves there.
  const { getAuth } = await import("./lib/auth");
  await getAuth().$context;
}
