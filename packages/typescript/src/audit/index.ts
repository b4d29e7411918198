/** Does user B ever see A's data? For any API with an OpenAPI document, from outside. */

export { auditApi } from "./audit.js";
export type { AuditOptions, Progress } from "./options.js";
export { assertNoLeaks } from "./report/assert.js";
export type { Attempt, Cell, Fault, Finding, Report, Row } from "./report/findings.js";
export { formatJson } from "./report/json.js";
export { formatSarif } from "./report/sarif.js";
export { formatTable } from "./report/table.js";
export { type Verdict, verdictOf } from "./report/verdict.js";
export type { GivenUsers, MintedUsers } from "./users.js";
