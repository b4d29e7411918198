import { describe, expect, it } from "vitest";
import { assertNoLeaks } from "../../../src/audit/report/assert.js";
import {
  ATTEMPTS,
  type Cell,
  type Finding,
  type Report,
  type Row,
} from "../../../src/audit/report/findings.js";
import { doubtsOf, verdictOf } from "../../../src/audit/report/verdict.js";

function row(operation: string, owner: number, none: Cell["outcome"] = "safe"): Row {
  const empty = Object.fromEntries(Object.keys(ATTEMPTS).map((name) => [name, { outcome: "none" }]));
  const isTested = owner < 300;
  const cells = {
    ...empty,
    owner: { outcome: "safe", status: owner },
    none: { outcome: none },
  } as Row["cells"];
  return { operation, cells, ...(!isTested && { untested: `the owner was answered ${owner}` }) };
}

function report(rows: readonly Row[], findings: readonly Finding[] = []): Report {
  const untested = rows.filter((one) => one.untested !== undefined);
  const warnings = doubtsOf(rows);
  return { target: "http://localhost", document: "a.json", requests: 1, rows, findings, untested, warnings };
}

const LEAK: Finding = {
  fault: "foreign-path",
  operation: "GET /a",
  attempt: "path",
  evidence: "so: answered 200.",
};

describe("the verdict", () => {
  it.each<[string, Row[], string | undefined]>([
    ["all was tested", [row("GET /a", 200), row("GET /health", 200, "open")], undefined],
    ["one operation of many was not", [row("GET /a", 200), row("GET /b", 403)], undefined],
    ["there is nothing", [], "NOTHING WAS TESTED: the document has no operations"],
    ["nothing was tested", [row("GET /a", 403)], "NOTHING WAS TESTED: the owner was let through nowhere"],
    [
      "the token was not taken anywhere",
      [row("GET /a", 401), row("GET /health", 200, "open")],
      "THE TOKENS WERE NOT TAKEN: the owner was answered 401 for 1 of 2",
    ],
    [
      "the token was not taken somewhere",
      [row("GET /a", 200), row("GET /b", 200), row("GET /c", 401)],
      "401 for 1 of 3",
    ],
    [
      "everybody is let through",
      [row("GET /health", 200, "open")],
      "NOTHING SHOWS THAT THE TOKENS ARE TAKEN",
    ],
    [
      "most was not tested",
      [row("GET /a", 200), row("GET /b", 403), row("GET /c", 500)],
      "MOST OF THE API WAS NOT TESTED: 2 of 3",
    ],
  ])("when %s", (_, rows, doubt) => {
    expect(verdictOf(report(rows))).toBe(doubt === undefined ? "clean" : "unknown");
    expect(doubtsOf(rows).join()).toContain(doubt ?? "");
    expect(verdictOf(report(rows, [LEAK]))).toBe("leak");
  });
});

describe("assertNoLeaks", () => {
  it("is content when all was tested and nothing leaks", () => {
    expect(() => assertNoLeaks(report([row("GET /a", 200)]))).not.toThrow();
  });

  it("lists leaks and gaps, a line each", () => {
    expect(() => assertNoLeaks(report([row("GET /a", 200), row("GET /b", 403)], [LEAK]))).toThrow(
      "The audit found 1 leak, and could not test 1 operation.\n" +
        "  foreign-path  GET /a: so: answered 200.\n" +
        "  not tested  GET /b: the owner was answered 403",
    );
  });

  it("never passes when nothing was tested", () => {
    expect(() => assertNoLeaks(report([]))).toThrow("NOTHING WAS TESTED");
    expect(() => assertNoLeaks(report([row("GET /health", 200, "open")]))).toThrow("NOTHING SHOWS");
  });
});
