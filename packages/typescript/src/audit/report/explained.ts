import type { Attempt, Fault, Finding } from "./findings.js";

/** What leaks to anybody leaks to other users; what leaks to other users leaks to those of similar ids. */
const EXPLAINED_ATTEMPTS: Partial<Record<Attempt, readonly Attempt[]>> = {
  none: ["forged", "expired", "path", "ids", "alike", "exists"],
  path: ["alike", "exists"],
  ids: ["alike", "exists"],
  views: ["alike"],
};

/** What is shown anyway needs no trick. */
const EXPLAINED_FAULTS: Partial<Record<Fault, readonly Fault[]>> = {
  "list-leak": ["filter-leak", "cursor-leak", "owner-in-query", "owner-in-header"],
  "existence-leak": ["method-leak"],
  "lookalike-prefix": ["lookalike-space"],
};

/** Whether a finding of the same operation says it already. */
export function explains(known: Finding, attempt: Attempt, fault: Fault): boolean {
  const isSame = known.fault === fault;
  const isGraver = EXPLAINED_ATTEMPTS[known.attempt]?.includes(attempt);
  return isSame || isGraver || EXPLAINED_FAULTS[known.fault]?.includes(fault) || false;
}
