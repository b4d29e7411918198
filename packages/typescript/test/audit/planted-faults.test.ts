import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/audit/openapi/references.js";
import { mintUsers } from "../../src/audit/users.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";
import { createDemoApi } from "./fixtures/demo-api/index.js";
import { documentOf } from "./fixtures/demo-api/openapi.js";
import { PLANTED } from "./fixtures/faults/index.js";
import type { Planted } from "./fixtures/faults/planted.js";
import { auditInProcess } from "./fixtures/in-process.js";

const minted = { secret: SECRET, issuer: ISSUER, audience: AUDIENCE };

async function auditOf({ paths, plant }: Planted, users: typeof minted | ReturnType<typeof given>) {
  const openapi = documentOf(paths) as unknown as JsonObject;
  const report = await auditInProcess(createDemoApi(plant), { users, openapi });
  const found = report.findings.map((finding) => `${finding.fault} ${finding.operation}`);
  return { found, untested: report.untested.map(({ operation, untested }) => `${operation}: ${untested}`) };
}

/** Tokens as somebody has them who does not have the secret. */
function given() {
  const { owner, other } = mintUsers(minted);
  return { ownerToken: owner.token(), otherToken: other.token() };
}

const wanted = ({ fault, also = [], operation, elsewhere = [] }: Planted): string[] => [
  ...[fault, ...also].map((one) => `${one} ${operation}`),
  ...elsewhere,
];

/** What only the secret can try. */
const needsSecret = (finding: string): boolean => /^(?:lookalike|expired)-/.test(finding);

/** One planting of each fault: whose tokens they are changes how a kind of fault is looked for, not where it is. */
const kinds = [...new Map(PLANTED.map((planted) => [planted.fault, planted])).values()];

describe("a planted fault is found, by its name, where it is, and nothing else", () => {
  it.each(PLANTED)("$name: $fault", async (planted) => {
    expect(await auditOf(planted, minted)).toEqual({ found: wanted(planted), untested: [] });
  });

  it.each(kinds.filter(({ fault }) => !needsSecret(fault)))("$name, with given tokens", async (planted) => {
    const expected = wanted(planted).filter((finding) => !needsSecret(finding));
    expect(await auditOf(planted, given())).toEqual({ found: expected, untested: [] });
  });
});
