import { randomBytes, randomUUID } from "node:crypto";
import { call } from "../fixtures/api-call.ts";
import { postJson } from "../fixtures/from-address.ts";
import { startReadmeApp } from "../fixtures/readme.ts";
import { expect, test } from "../fixtures/test.ts";
import { cookieHeader } from "../fixtures/users.ts";

test("readme: issue, call and verify work as they are written", async () => {
  const secret = randomBytes(32).toString("base64");
  const app = await startReadmeApp({ BETTER_AUTH_SECRET: secret, JWT_AUDIENCE: "todo-api" });
  try {
    const body = { name: "Ada", email: "ada@example.org", password: randomUUID() };
    const response = await postJson(`${app.web}/api/auth/sign-up/email`, body, { origin: app.web });
    expect(response.status).toBe(200);
    const { user } = (await response.json()) as { user: { id: string } };
    const cookie = cookieHeader(response);

    expect(await app.listTasks(user.id, cookie)).toEqual({ tasks_of: user.id });
    expect(await app.listTasks("somebody-else", cookie)).toMatchObject({
      status: 403,
      code: "user_mismatch",
    });
    expect(await app.listTasks(user.id, "")).toMatchObject({ status: 401, code: "token_missing" });
    expect((await call(`${app.api}/api/${user.id}/tasks`)).status).toBe(401);
  } finally {
    await app.stop();
  }
});
