import type { Report, Row } from "./findings.js";

/** `unknown`: no leak was found, and too little was tested for that to mean anything. */
export type Verdict = "leak" | "clean" | "unknown";

export function verdictOf({ rows, findings }: Pick<Report, "rows" | "findings">): Verdict {
  if (findings.length > 0) return "leak";
  return doubtsOf(rows).length > 0 ? "unknown" : "clean";
}

/** Why a report without a leak means nothing. */
export function doubtsOf(rows: readonly Row[]): string[] {
  if (rows.length === 0) return ["NOTHING WAS TESTED: the document has no operations."];
  const tested = rows.filter(({ untested }) => untested === undefined);
  const refused = rows.filter((row) => row.untested !== undefined && row.cells.owner.status === 401);
  const doubts: string[] = [];
  if (refused.length > 0) {
    doubts.push(
      `THE TOKENS WERE NOT TAKEN: the owner was answered 401 for ${refused.length} of ${rows.length} operations. ` +
        "Are the secret, the issuer and the audience those of the API, or the tokens ones that it still takes?",
    );
  }
  if (tested.length === 0) doubts.push("NOTHING WAS TESTED: the owner was let through nowhere.");
  else if (refused.length === 0 && !tested.some(isGuarded)) {
    doubts.push(
      "NOTHING SHOWS THAT THE TOKENS ARE TAKEN: no operation that was tested refuses who has none.",
    );
  }
  if (tested.length > 0 && tested.length * 2 < rows.length) {
    const open = rows.length - tested.length;
    doubts.push(
      `MOST OF THE API WAS NOT TESTED: ${open} of ${rows.length} operations. Nothing is known of them.`,
    );
  }
  return doubts;
}

/** The owner was let through for their token. */
const isGuarded = ({ cells }: Row): boolean => cells.none.outcome === "safe";
