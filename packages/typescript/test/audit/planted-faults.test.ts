import { describe, expect, it } from "vitest";
import { auditApi } from "../../src/audit/index.js";
import type { JsonObject } from "../../src/audit/openapi/references.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";
import { createDemoApi } from "./fixtures/demo-api/index.js";
import { documentOf } from "./fixtures/demo-api/openapi.js";
import { PLANTED } from "./fixtures/faults/index.js";
import { serve } from "./fixtures/serve.js";

const users = { secret: SECRET, issuer: ISSUER, audience: AUDIENCE };

describe("a planted fault is found, by its name, where it is, and nothing else", { timeout: 60_000 }, () => {
  it.each(PLANTED)("$name: $fault", async ({ fault, also = [], elsewhere = [], operation, paths, plant }) => {
    const url = await serve(createDemoApi(plant));
    const openapi = documentOf(paths) as unknown as JsonObject;
    const report = await auditApi({ url, users, openapi });
    const found = report.findings.map((finding) => `${finding.fault} ${finding.operation}`);
    expect(found).toEqual([...[fault, ...also].map((one) => `${one} ${operation}`), ...elsewhere]);
    expect(report.untested).toEqual([]);
  });
});
