import { expect, it } from "vitest";
import { auditApi, formatTable } from "../../src/audit/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";
import { createDemoApi } from "./fixtures/demo-api/index.js";
import { serve } from "./fixtures/serve.js";

const users = { secret: SECRET, issuer: ISSUER, audience: AUDIENCE };

it("finds nothing in an API that does everything right, and tests all of it", async () => {
  const report = await auditApi({ url: await serve(createDemoApi()), users });
  expect(formatTable(report, false)).toMatch(/\n✓ No leak found, 19 of 19 operations tested, \d+ requests/);
  expect(report).toMatchObject({ findings: [], untested: [] });
}, 60_000);
