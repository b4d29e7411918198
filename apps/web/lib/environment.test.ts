import { describe, expect, it } from "vitest";
import { readWebEnvironment } from "./environment";

const good = {
  BETTER_AUTH_SECRET: "correct-horse-battery-staple-0123456789abcdef",
  BETTER_AUTH_URL: "https://todo.example.com",
  JWT_AUDIENCE: "todo-api",
  NEXT_PUBLIC_API_URL: "https://api.example.com/",
};

describe("readWebEnvironment", () => {
  it("reads what is right", () => {
    expect(readWebEnvironment({ ...good, DATA_DIR: "/srv/todo" })).toMatchObject({
      origin: "https://todo.example.com",
      apiOrigin: "https://api.example.com",
      innerApiOrigin: "https://api.example.com",
      database: { kind: "sqlite", file: "/srv/todo/web.sqlite" },
      signing: "secret",
      redisUrl: undefined,
      https: true,
    });
  });

  it("reads what signs, and where it is said that a session ended", () => {
    const variables = { ...good, JWT_SIGNING: "jwks", REDIS_URL: "redis://localhost:6379/1" };
    expect(readWebEnvironment(variables)).toMatchObject({
      signing: "jwks",
      redisUrl: "redis://localhost:6379/1",
    });
    expect(readWebEnvironment({ ...good, JWT_SIGNING: "secret" }).signing).toBe("secret");
  });

  it("is not bothered by what its API verifies with", () => {
    const api = {
      JWT_BRIDGE_KEYS: `ASWbADaWCLA:${"cf".repeat(32)}`,
      JWT_JWKS_URL: "http://auth.example/jwks",
    };
    expect(readWebEnvironment({ ...good, ...api }).signing).toBe("secret");
  });

  it("reaches the API by an address of its own where one is set", () => {
    expect(readWebEnvironment({ ...good, API_URL: "http://api:8000" })).toMatchObject({
      apiOrigin: "https://api.example.com",
      innerApiOrigin: "http://api:8000",
    });
    expect(readWebEnvironment({ ...good, API_URL: "" }).innerApiOrigin).toBe("https://api.example.com");
  });

  it("keeps the files beside the lock file, wherever the app is started", () => {
    const { database } = readWebEnvironment(good);
    expect(database).toEqual({
      kind: "sqlite",
      file: expect.stringMatching(/(?<!apps\/web)\/\.data\/web\.sqlite$/),
    });
  });

  it.each([
    ["BETTER_AUTH_SECRET", { BETTER_AUTH_SECRET: undefined }],
    [
      "BETTER_AUTH_SECRET",
      { BETTER_AUTH_SECRET: undefined, JWT_BRIDGE_KEY: `ASWbADaWCLA:${"cf".repeat(32)}` },
    ],
    [
      "BETTER_AUTH_SECRET",
      { BETTER_AUTH_SECRET: "", JWT_JWKS_URL: "https://todo.example.com/api/auth/jwks" },
    ],
    ["BETTER_AUTH_URL", { BETTER_AUTH_URL: "todo.example.com" }],
    ["JWT_AUDIENCE", { JWT_AUDIENCE: "" }],
    ["NEXT_PUBLIC_API_URL", { NEXT_PUBLIC_API_URL: undefined }],
    ["NEXT_PUBLIC_API_URL", { NEXT_PUBLIC_API_URL: "api.example.com" }],
    ["NEXT_PUBLIC_API_URL", { NEXT_PUBLIC_API_URL: "https://api.example.com/v1" }],
    ["NEXT_PUBLIC_API_URL", { NEXT_PUBLIC_API_URL: "https://me:pass@api.example.com" }],
    ["API_URL", { API_URL: "api:8000" }],
    ["API_URL", { API_URL: "http://api:8000/v1" }],
    ["DATABASE_URL", { DATABASE_URL: "mysql://localhost/todo" }],
    ["JWT_SIGNING", { JWT_SIGNING: "JWKS" }],
    ["JWT_SIGNING", { JWT_SIGNING: "shared-secret" }],
    ["REDIS_URL", { REDIS_URL: "localhost:6379" }],
    ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "everybody" }],
  ])("refuses a wrong %s with one line that names it", (name, wrong) => {
    expect(() => readWebEnvironment({ ...good, ...wrong })).toThrow(
      new RegExp(`^[^\\n]*\\b${name}\\b[^\\n]*$`),
    );
  });
});
