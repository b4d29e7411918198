import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { FAULTS, type Report } from "../../../src/audit/report/findings.js";
import { formatSarif } from "../../../src/audit/report/sarif.js";

const REPORT: Report = {
  target: "http://localhost:8000",
  document: "apps/api/open api.json",
  requests: 12,
  rows: [],
  findings: [
    {
      fault: "foreign-object",
      operation: "GET /a/{id}",
      attempt: "ids",
      evidence: "as another user: answered 200.",
    },
  ],
  untested: [
    {
      operation: "POST /b",
      cells: {} as Report["rows"][number]["cells"],
      untested: "the owner was answered 500",
    },
  ],
  warnings: ["MOST"],
};

const text = { type: "string", minLength: 1 };
const strict = (properties: object, required = Object.keys(properties)) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const message = strict({ text });

/** What SARIF 2.1.0 demands of the members that are written here (OASIS, sections 3.13 to 3.30), and no others. */
const SARIF = strict({
  $schema: { type: "string", format: "uri" },
  version: { const: "2.1.0" },
  runs: {
    type: "array",
    minItems: 1,
    items: strict({
      tool: strict({
        driver: strict({
          name: text,
          rules: {
            type: "array",
            uniqueItems: true,
            items: strict({
              id: text,
              shortDescription: message,
              defaultConfiguration: strict({ level: { const: "error" } }),
            }),
          },
        }),
      }),
      invocations: {
        type: "array",
        items: strict({
          executionSuccessful: { type: "boolean" },
          toolExecutionNotifications: {
            type: "array",
            items: strict({ level: { const: "warning" }, message }),
          },
        }),
      },
      results: {
        type: "array",
        items: strict({
          ruleId: { enum: Object.keys(FAULTS) },
          level: { enum: ["none", "note", "warning", "error"] },
          message,
          locations: {
            type: "array",
            items: strict({
              physicalLocation: strict({
                artifactLocation: strict({ uri: { type: "string", pattern: "^[!-~]+$" } }),
                region: strict({ startLine: { type: "integer", minimum: 1 } }),
              }),
              logicalLocations: {
                type: "array",
                items: strict({ fullyQualifiedName: text, kind: { const: "function" } }),
              },
            }),
          },
          partialFingerprints: { type: "object", additionalProperties: text },
        }),
      },
    }),
  },
});

it("is SARIF 2.1.0, with each leak as a result and each gap as a notification", () => {
  const log = JSON.parse(formatSarif(REPORT));
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(SARIF);
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  const [run] = log.runs;
  expect(run.results).toHaveLength(1);
  expect(run.invocations[0].executionSuccessful).toBe(true);
  expect(run.results[0].message.text).toContain("GET /a/{id}: A user reads another user's object by its id.");
  expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe("apps/api/open%20api.json");
  const told = run.invocations[0].toolExecutionNotifications.map(
    (one: { message: { text: string } }) => one.message.text,
  );
  expect(told).toEqual(["POST /b was not tested: the owner was answered 500", "MOST"]);
});

it.each([
  ["http://localhost:8000/openapi.json", "http://localhost:8000/openapi.json"],
  ["/srv/api/openapi.json", "file:///srv/api/openapi.json"],
])("names the document %s", (document, uri) => {
  expect(formatSarif({ ...REPORT, document })).toContain(`"uri": "${uri}"`);
});

it("says that a run which tested nothing was none", () => {
  const { runs } = JSON.parse(formatSarif({ ...REPORT, findings: [] }));
  expect(runs[0].invocations[0].executionSuccessful).toBe(false);
});
