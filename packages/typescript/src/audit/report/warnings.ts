import { isSuccess } from "../http/client.js";
import type { Users } from "../users.js";
import type { Report } from "./findings.js";
import { doubtsOf } from "./verdict.js";

/** What a reader of the table alone would take for safe, and is not known. */
export function warningsOf({ rows }: Pick<Report, "rows">, users: Users): string[] {
  const warnings = doubtsOf(rows);
  const isOpen = (row: Report["rows"][number]) =>
    Object.values(row.cells).some(({ outcome }) => outcome === "open");
  const open = rows.filter(isOpen).map(({ operation }) => operation);
  if (open.length > 0) {
    warnings.push(`Answered others too, with nothing of the owner's: ${open.join(", ")}. Is that meant?`);
  }
  const isDoubtful = (row: Report["rows"][number]) =>
    row.untested === undefined &&
    Object.values(row.cells).some((cell) => cell.outcome === "untested" && isSuccess(cell));
  const doubtful = rows.filter(isDoubtful).map(({ operation }) => operation);
  if (doubtful.length > 0) {
    warnings.push(
      `Unproven: others were let through, and what this does shows in nothing that the owner can read: ${doubtful.join(", ")}.`,
    );
  }
  if (users.expired === undefined) {
    warnings.push(
      "Tokens were given: an expired token and users of nearly the same id were not tried. They need the secret.",
    );
  }
  return warnings;
}
