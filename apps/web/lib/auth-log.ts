type Level = "debug" | "info" | "warn" | "error";

/**
 * Where Better Auth's own lines go. It hands over queries that have failed, with the ids and addresses that were asked for,
 * and whole errors of the driver, which may hold a row: of those the kind is written, and nothing else.
 */
export function authLog(level: Level, message: string, ...details: readonly unknown[]): void {
  const kinds = details.flatMap((detail) => (detail instanceof Error ? [kindOf(detail)] : []));
  console[level]([`${level.toUpperCase()} [Better Auth]: ${message}`, ...kinds].join(" "));
}

function kindOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? `${error.name} ${error.code}` : error.name;
}
