import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { FAULTS, type Fault, type Finding, type Report } from "./findings.js";
import { verdictOf } from "./verdict.js";

/** The leaks of a report in SARIF 2.1.0, at the OpenAPI document that describes the operations. */
export function formatSarif(report: Report): string {
  const uri = uriOf(report.document);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "jwt-auth-bridge audit",
            rules: Object.keys(FAULTS).map((id) => toRule(id as Fault)),
          },
        },
        invocations: [
          {
            executionSuccessful: verdictOf(report) !== "unknown",
            toolExecutionNotifications: notificationsOf(report),
          },
        ],
        results: report.findings.map((finding) => toResult(finding, uri)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function toRule(id: Fault) {
  return { id, shortDescription: { text: FAULTS[id] }, defaultConfiguration: { level: "error" } };
}

function toResult({ fault, operation, evidence }: Finding, uri: string) {
  return {
    ruleId: fault,
    level: "error",
    message: { text: `${operation}: ${FAULTS[fault]} ${evidence}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: operation, kind: "function" }],
      },
    ],
    // The same leak of the next run is known again by these.
    partialFingerprints: { "fault/v1": `${fault} ${operation}` },
  };
}

/** What was not tested is no result, and must not be lost. */
function notificationsOf({ untested, warnings }: Report) {
  const rows = untested.map((row) => `${row.operation} was not tested: ${row.untested}`);
  return [...rows, ...warnings].map((text) => ({ level: "warning", message: { text } }));
}

function uriOf(location: string): string {
  if (/^https?:/.test(location)) return location;
  return isAbsolute(location) ? pathToFileURL(location).href : encodeURI(location.replaceAll("\\", "/"));
}
