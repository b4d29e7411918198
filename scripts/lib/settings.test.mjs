import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Failure } from "./failure.mjs";
import { parseOptions, resolveSettings, withoutSettings } from "./settings.mjs";

describe("resolveSettings", () => {
  it("derives the addresses from the ports", () => {
    const { webEnv, webOrigin } = resolveSettings({}, { "web-port": "3100", "api-port": "8100" });
    assert.equal(webOrigin, "http://localhost:3100");
    assert.equal(webEnv.BETTER_AUTH_URL, "http://localhost:3100");
    assert.equal(webEnv.WEB_ORIGIN, "http://localhost:3100");
    assert.equal(webEnv.NEXT_PUBLIC_API_URL, "http://localhost:8100");
    assert.equal(webEnv.JWT_AUDIENCE, "todo-api");
  });

  it("an option goes before the environment, which goes before the default", () => {
    assert.equal(resolveSettings({}, {}).webPort, 3000);
    assert.equal(resolveSettings({ WEB_PORT: "3200" }, {}).webPort, 3200);
    assert.equal(resolveSettings({ WEB_PORT: "3200" }, { "web-port": "3300" }).webPort, 3300);
  });

  it("keeps the addresses that are set", () => {
    const { webEnv } = resolveSettings(
      { BETTER_AUTH_URL: "https://todo.example/app", JWT_AUDIENCE: "a" },
      {},
    );
    assert.equal(webEnv.BETTER_AUTH_URL, "https://todo.example/app");
    assert.equal(webEnv.WEB_ORIGIN, "https://todo.example");
    assert.equal(webEnv.JWT_AUDIENCE, "a");
  });

  it("refuses addresses of this machine at ports that are not served", () => {
    const options = { "web-port": "3100", "api-port": "8100" };
    for (const name of ["BETTER_AUTH_URL", "WEB_ORIGIN"]) {
      assert.throws(() => resolveSettings({ [name]: "http://localhost:8100" }, options), RegExp(name));
      resolveSettings({ [name]: "http://localhost:3100" }, options);
    }
    for (const name of ["NEXT_PUBLIC_API_URL", "API_URL"]) {
      assert.throws(() => resolveSettings({ [name]: "http://localhost:3100" }, options), RegExp(name));
      resolveSettings({ [name]: "http://localhost:8100" }, options);
    }
    assert.throws(() => resolveSettings({ API_HOST: "0.0.0.0" }, options), /API_HOST/);
  });

  it("refuses what is no port, and one port for both", () => {
    for (const port of ["0", "65536", "x", "-1", "3000.5", "1e3", ""]) {
      assert.throws(() => resolveSettings({}, { "web-port": port }), Failure);
    }
    assert.throws(() => resolveSettings({}, { "api-port": "3000" }), Failure);
  });

  for (const name of ["JWT_BRIDGE_KEY", "JWT_BRIDGE_KEYS"]) {
    it(`an API with ${name} is not told the secret, and the web app not the keys`, () => {
      const env = { BETTER_AUTH_SECRET: "s", BETTER_AUTH_SECRETS: "1:s", [name]: "k" };
      const { webEnv, apiEnv } = resolveSettings(env, {});
      assert.deepEqual([webEnv.BETTER_AUTH_SECRET, webEnv[name]], ["s", undefined]);
      const { BETTER_AUTH_SECRET, BETTER_AUTH_SECRETS } = apiEnv;
      assert.deepEqual([BETTER_AUTH_SECRET, BETTER_AUTH_SECRETS, apiEnv[name]], [undefined, undefined, "k"]);
    });
  }

  it("tells each process of its own database, and the migrations of no secret", () => {
    const urls = {
      DATABASE_URL: "postgresql://api:1@db/todo",
      MIGRATION_DATABASE_URL: "postgresql://owner:2@db/todo",
      WEB_DATABASE_URL: "postgresql://web:3@db/todo",
    };
    const { webEnv, apiEnv, migrationEnv, toolsEnv } = resolveSettings(
      { PATH: "/bin", BETTER_AUTH_SECRET: "s", ...urls },
      {},
    );
    const told = (/** @type {NodeJS.ProcessEnv} */ env) =>
      Object.fromEntries(Object.entries(env).filter(([name]) => /_URL$|SECRET|PATH/.test(name)));
    const [shared, { BETTER_AUTH_URL, NEXT_PUBLIC_API_URL }] = [{ PATH: "/bin" }, webEnv];
    const both = { ...shared, BETTER_AUTH_SECRET: "s", BETTER_AUTH_URL, NEXT_PUBLIC_API_URL };
    assert.deepEqual(told(webEnv), { ...both, DATABASE_URL: urls.WEB_DATABASE_URL });
    assert.deepEqual(told(apiEnv), { ...both, DATABASE_URL: urls.DATABASE_URL });
    const { WEB_DATABASE_URL: _, ...apis } = urls;
    assert.deepEqual(told(migrationEnv), { ...shared, ...apis });
    assert.deepEqual(told(toolsEnv), shared);
  });

  it("refuses an address that is none, without repeating it", () => {
    assert.throws(
      () => resolveSettings({ BETTER_AUTH_URL: "nonsense" }, {}),
      (error) => {
        assert(error instanceof Failure);
        assert.match(error.message, /BETTER_AUTH_URL/);
        return true;
      },
    );
  });
});

it("withoutSettings keeps what tells no app from another", () => {
  const env = {
    PATH: "/bin",
    AUTH_DEBUG: "1",
    BETTER_AUTH_SECRET: "s",
    DATABASE_URL: "d",
    MIGRATION_DATABASE_URL: "m",
    WEB_DATABASE_URL: "w",
    NEXT_PUBLIC_API_URL: "u",
    JWT_AUDIENCE: "a",
    API_HOST: "h",
    API_URL: "i",
    TRUSTED_PROXIES: "t",
    WEB_ORIGIN: "o",
  };
  assert.deepEqual(withoutSettings(env), { PATH: "/bin" });
});

describe("parseOptions", () => {
  it("reads both forms", () => {
    const options = parseOptions(["--web-port", "3100", "--api-port=8100"]);
    assert.deepEqual([options["web-port"], options["api-port"]], ["3100", "8100"]);
  });
  it("refuses an unknown option in one line", () => {
    assert.throws(
      () => parseOptions(["--wep-port", "1"]),
      (error) => error instanceof Failure && !error.message.includes("\n"),
    );
  });
});
