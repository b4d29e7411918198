import type { Users } from "../users.js";
import type { Report } from "./findings.js";

/** What a reader of the table alone would take for safe, and is not known. */
export function warningsOf({ rows, untested }: Pick<Report, "rows" | "untested">, users: Users): string[] {
  const warnings: string[] = [];
  const tested = rows.length - untested.length;
  if (rows.length === 0) warnings.push("NOTHING WAS TESTED: the document has no operations.");
  else if (tested === 0)
    warnings.push("NOTHING WAS TESTED: the owner was let through nowhere. Are the tokens the API's?");
  else if (untested.length > tested) {
    warnings.push(
      `MOST OF THE API WAS NOT TESTED: ${untested.length} of ${rows.length} operations. Nothing is known of them.`,
    );
  }
  const isOpen = (row: Report["rows"][number]) =>
    Object.values(row.cells).some(({ outcome }) => outcome === "open");
  const open = rows.filter(isOpen).map(({ operation }) => operation);
  if (open.length > 0) {
    warnings.push(`Answered others too, with nothing of the owner's: ${open.join(", ")}. Is that meant?`);
  }
  if (users.expired === undefined) {
    warnings.push(
      "Tokens were given: an expired token and users of nearly the same id were not tried. They need the secret.",
    );
  }
  return warnings;
}
