import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type Cast, OPERATIONS } from "./operations.js";
import { STORAGE_MODES } from "./storages.js";
import { createWorld, PASSWORD, type World } from "./world.js";

// In these it is Better Auth's sign-in that ends a session, after it has made the new one.
const LATE = ["sign-in, twice in one browser"];
const ENDING = Object.entries(OPERATIONS).filter(
  ([name, { ends }]) => ends.length > 0 && !LATE.includes(name),
);

let world: World;

async function cast(): Promise<Cast> {
  world.forgetTokens();
  const alice = await world.signUp();
  const { jar: bob } = await world.signUp();
  const { jar: admin } = await world.signUpAdmin();
  return { world, alice, first: alice.jar, second: await world.signIn(alice), bob, admin };
}

describe.each(Object.keys(STORAGE_MODES))("what cannot be published, with sessions in %s", (mode) => {
  beforeAll(async () => {
    world = await createWorld(STORAGE_MODES[mode]?.());
  });
  afterAll(() => world.close());

  it.each(ENDING)("%s: does not happen", async (_, { prepare, run }) => {
    const people = await cast();
    await prepare?.(people);
    const jars = [people.first, people.second, people.bob, people.admin].map((jar) => new Map(jar));
    await world.breakStore();
    try {
      await expect(run(people)).rejects.toThrow(/answered 50[03]/);
      // Every session is still there, and the user; so is the password, unless it was the first.
      for (const jar of jars) await world.mint("still", jar);
      if (prepare === undefined) await world.signIn(people.alice, { password: PASSWORD });
    } finally {
      await world.mendStore();
    }
  });
});

/** One of its own for each test. */
function inWorlds(): void {
  beforeEach(async () => {
    world = await createWorld();
  });
  afterEach(() => world.close());
}

describe("a sign-out that fails", () => {
  inWorlds();

  it("says so, and leaves the browser its cookies", async () => {
    const { jar } = await world.signUp();
    const before = new Map(jar);
    await world.breakStore();
    const response = await world.request("/sign-out", jar, {});
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: "REVOCATION_UNAVAILABLE" });
    expect(jar).toEqual(before);
  });

  it("is not reported where nobody was signed in", async () => {
    await world.signUp();
    await world.breakStore();
    expect((await world.request("/sign-out", new Map(), {})).status).toBe(200);
  });
});

describe("the log", () => {
  it("holds nothing of the query", async () => {
    const lines: string[] = [];
    const logger = { log: (_: string, ...rest: unknown[]) => void lines.push(rest.join(" ")) };
    world = await createWorld({ logger });
    onTestFinished(() => world.close());
    const { jar } = await world.signUp();
    await world.breakStore();
    await world.request("/sign-out", jar, {});
    expect(lines).toContain("A revocation cannot be published: SQLITE_ERROR");
  });
});

describe("a transaction", () => {
  inWorlds();

  it("takes the entry back with the ending", async () => {
    const { jar, id } = await world.signUp();
    await world.mint("token", jar);
    const where = [{ field: "userId", value: id }];
    const failing = world.context.adapter.transaction(async (inner) => {
      await inner.deleteMany({ model: "session", where });
      throw new Error("something else went wrong");
    });
    await expect(failing).rejects.toThrow("something else");
    expect(await world.entries()).toEqual([]);
    await world.context.adapter.transaction((inner) => inner.deleteMany({ model: "session", where }));
    expect(await world.ended()).toEqual(["token"]);
  });
});

describe("what goes past Better Auth's own hooks", () => {
  inWorlds();

  it("is published where a plugin writes by itself", async () => {
    const { adapter } = world.context;
    const people = [await world.signUp(), await world.signUp(), await world.signUp(), await world.signUp()];
    for (const [index, { jar }] of people.entries()) await world.mint(`token-${index}`, jar);
    const [a, b, c, d] = people.map(({ id }) => id);
    const ofUser = (value: string | undefined, field = "userId") => [{ field, value: value ?? "" }];
    await adapter.consumeOne({ model: "session", where: ofUser(a) });
    await adapter.updateMany({ model: "account", where: ofUser(b), update: { password: "x" } });
    await adapter.updateMany({ model: "session", where: ofUser(c), update: { expiresAt: new Date() } });
    expect(await world.ended()).toEqual(["token-0", "token-1", "token-2"]);
    await adapter.update({ model: "user", where: ofUser(d, "id"), update: { name: "D", banned: false } });
    await adapter.update({
      model: "session",
      where: ofUser(d),
      update: { expiresAt: new Date(Date.now() + 60_000) },
    });
    expect(await world.ended()).toEqual(["token-0", "token-1", "token-2"]);
    await adapter.incrementOne({
      model: "user",
      where: ofUser(d, "id"),
      increment: {},
      set: { banned: true },
    });
    expect(await world.ended()).toEqual(["token-0", "token-1", "token-2", "token-3"]);
  });

  it("is published for every session, however many there are", async () => {
    const { internalAdapter } = world.context;
    const { id, jar } = await world.signUp();
    await world.mint("token", jar);
    const moment = new Date().toISOString();
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const rows = Array.from({ length: 149 }, (_, index) => ({
      id: `s${index}`,
      userId: id,
      token: `t${index}`,
      expiresAt,
      createdAt: moment,
      updatedAt: moment,
    }));
    await world.db.insertInto("session").values(rows).execute();
    await internalAdapter.deleteUserSessions(id);
    expect(await world.entries()).toHaveLength(150);
    expect(await world.ended()).toEqual(["token"]);
  });

  it("is published where the tables have other names", async () => {
    await world.close();
    world = await createWorld({
      session: { modelName: "web_session" },
      user: { modelName: "person", deleteUser: { enabled: true } },
      account: { modelName: "way_in" },
    });
    const people = [await world.signUp(), await world.signUp(), await world.signUp(), await world.signUp()];
    for (const [index, { jar }] of people.entries()) await world.mint(`token-${index}`, jar);
    const [a, b, c, d] = people.map(({ jar }) => jar);
    await world.call("/sign-out", a ?? new Map(), {});
    await world.call("/delete-user", b ?? new Map(), { password: PASSWORD });
    await world.call("/change-password", c ?? new Map(), {
      currentPassword: PASSWORD,
      newPassword: "a-new-password",
    });
    expect(await world.ended()).toEqual(["token-0", "token-1", "token-2"]);
    // A plugin may call the table by its name.
    const { session } = await world.call<{ session: { id: string } }>("/get-session", d ?? new Map());
    await world.context.adapter.delete({ model: "web_session", where: [{ field: "id", value: session.id }] });
    expect(await world.ended()).toEqual(["token-0", "token-1", "token-2", "token-3"]);
  });

  it("is nothing when somebody signs up or signs in", async () => {
    await world.signIn(await world.signUp());
    expect(await world.entries()).toEqual([]);
  });
});
