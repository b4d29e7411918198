import { expect, it } from "vitest";
import { formatTable } from "../../src/audit/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";
import { auditInProcess } from "./fixtures/in-process.js";
import { createRestlessApi, RESTLESS } from "./fixtures/restless-api/index.js";

const users = { secret: SECRET, issuer: ISSUER, audience: AUDIENCE };
/** Milliseconds that go by with each request. */
const A_WHILE = 7;

it.each([
  ["each second", 1],
  // Stands still for longer than the audit ever waits.
  ["every five seconds", 5],
])(
  "finds nothing in an API whose clock goes on %s, which is busy at times, and tests all of it",
  async (_, step) => {
    let now = 1_750_000_000_000;
    const clock = () => {
      now += A_WHILE;
      return Math.floor(now / (step * 1000));
    };
    const wait = async (milliseconds: number) => {
      now += milliseconds;
    };
    const report = await auditInProcess(createRestlessApi(clock), { users, openapi: RESTLESS }, { wait });
    expect(report.findings, formatTable(report, false)).toEqual([]);
    expect(report.untested).toEqual([]);
  },
);
