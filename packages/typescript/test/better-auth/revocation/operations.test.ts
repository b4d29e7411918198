import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cast, OPERATIONS } from "./operations.js";
import { STORAGE_MODES } from "./storages.js";
import { createWorld, type World } from "./world.js";

async function cast(world: World): Promise<Cast> {
  world.forgetTokens();
  const alice = await world.signUp();
  const second = await world.signIn(alice);
  const [{ jar: bob }, { jar: admin }] = [await world.signUp(), await world.signUpAdmin()];
  const jars = { "alice-1": alice.jar, "alice-2": second, bob, admin };
  for (const [name, jar] of Object.entries(jars)) await world.mint(name, jar);
  return { world, alice, first: alice.jar, second, bob, admin };
}

describe.each(Object.keys(STORAGE_MODES))("with sessions in %s", (mode) => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld(STORAGE_MODES[mode]?.());
  });
  afterAll(() => world.close());

  it.each(Object.entries(OPERATIONS))(
    "%s ends exactly the tokens that it should",
    async (_, { ends, prepare, run, survivors }) => {
      const people = await cast(world);
      await prepare?.(people);
      expect(await world.ended()).toEqual([]);
      await run(people);
      expect(await world.ended()).toEqual(ends);
      // Whoever still has a session gets a token that is good, at once.
      const jars = [...(await survivors(people)), people.bob, people.admin];
      for (const [index, jar] of jars.entries()) await world.mint(`new-${index}`, jar);
      expect(await world.ended()).toEqual(ends);
    },
  );
});

describe.each(Object.keys(STORAGE_MODES))("revokeSessionsOnPasswordReset with sessions in %s", (mode) => {
  it("ends the sessions as well", async () => {
    const emailAndPassword = { enabled: true, revokeSessionsOnPasswordReset: true };
    const world = await createWorld({ ...STORAGE_MODES[mode]?.(), emailAndPassword });
    const people = await cast(world);
    await OPERATIONS["reset-password"]?.run(people);
    expect(await world.ended()).toEqual(["alice-1", "alice-2"]);
    expect((await world.request("/token", people.first)).status).toBe(401);
    await world.mint("new", await world.signIn(people.alice, { password: "another-long-password" }));
    expect(await world.ended()).toEqual(["alice-1", "alice-2"]);
    await world.close();
  });
});
