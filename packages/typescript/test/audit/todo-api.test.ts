import { expect, it } from "vitest";
import { auditApi } from "../../src/audit/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";
import { startTodoApi, TODO_OPENAPI } from "./fixtures/todo-api.js";

const users = { secret: SECRET, issuer: ISSUER, audience: AUDIENCE };

it("finds nothing in the Todo API, and tests all of it", async () => {
  const report = await auditApi({ url: await startTodoApi(), users, openapi: TODO_OPENAPI });
  expect(report).toMatchObject({ findings: [], untested: [] });
  expect(report.rows.map(({ operation }) => operation)).toContain(
    "PATCH /api/{user_id}/tasks/{task_id}/complete",
  );
  // Everything that a task can be reached by was answered: the owner let through, everybody else refused.
  for (const { operation, cells } of report.rows.filter(({ operation }) => operation.includes("{task_id}"))) {
    const statuses = [cells.none, cells.forged, cells.expired, cells.path, cells.ids].map(
      ({ status }) => status,
    );
    expect(statuses, operation).toEqual([401, 401, 401, 403, 404]);
  }
}, 120_000);
