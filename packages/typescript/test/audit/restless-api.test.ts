import { expect, it } from "vitest";
import { auditApi, formatTable } from "../../src/audit/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";
import { createRestlessApi, RESTLESS } from "./fixtures/restless-api/index.js";
import { serve } from "./fixtures/serve.js";

const users = { secret: SECRET, issuer: ISSUER, audience: AUDIENCE };

it.each([
  ["each second", () => Math.floor(Date.now() / 1000)],
  // Stands still for longer than the audit ever waits.
  ["every five seconds", () => Math.floor(Date.now() / 5000)],
])(
  "finds nothing in an API whose clock goes on %s, which is busy at times, and tests all of it",
  async (_, clock) => {
    const report = await auditApi({ url: await serve(createRestlessApi(clock)), users, openapi: RESTLESS });
    expect(report.findings, formatTable(report, false)).toEqual([]);
    expect(report.untested).toEqual([]);
  },
  60_000,
);
