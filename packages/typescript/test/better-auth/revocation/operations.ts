import { type Jar, PASSWORD, type Person, type World } from "./world.js";

/** Who is there when an operation happens. Alice has two sessions and a token of each, `alice-1` and `alice-2`. */
export interface Cast {
  readonly world: World;
  readonly alice: Person;
  readonly first: Jar;
  readonly second: Jar;
  /** Has the token `bob`. */
  readonly bob: Jar;
  /** Has the token `admin`. */
  readonly admin: Jar;
}

/** Something that people do, and whose tokens end with it. */
export interface Operation {
  readonly ends: readonly string[];
  /** Sets things up; what is returned is the operation itself. */
  prepare?(cast: Cast): Promise<unknown>;
  run(cast: Cast): Promise<unknown>;
  /** Who has a session afterwards, and can get a token that is accepted. Bob and the admin always have. */
  readonly survivors: (cast: Cast) => readonly Jar[] | Promise<readonly Jar[]>;
}

const NEW = "another-long-password";
const ALL = ["alice-1", "alice-2"];
const none = () => [];
const signInAgain =
  (password = PASSWORD) =>
  async ({ world, alice }: Cast) => [await world.signIn(alice, { password })];
const both = ({ first, second }: Cast) => [first, second];

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  "sign-out": {
    ends: ["alice-1"],
    run: ({ world, first }) => world.call("/sign-out", first, {}),
    survivors: ({ second }) => [second],
  },
  "revoke-session": {
    ends: ["alice-2"],
    run: async ({ world, first, second }) =>
      world.call("/revoke-session", first, { token: await world.sessionToken(second) }),
    survivors: ({ first }) => [first],
  },
  "revoke-sessions": {
    ends: ALL,
    run: ({ world, first }) => world.call("/revoke-sessions", first, {}),
    survivors: signInAgain(),
  },
  "revoke-other-sessions": {
    ends: ["alice-2"],
    run: ({ world, first }) => world.call("/revoke-other-sessions", first, {}),
    survivors: ({ first }) => [first],
  },
  "change-password": {
    ends: ALL,
    run: ({ world, first }) =>
      world.call("/change-password", first, { currentPassword: PASSWORD, newPassword: NEW }),
    survivors: both,
  },
  "change-password, revoking other sessions": {
    ends: ALL,
    run: ({ world, first }) =>
      world.call("/change-password", first, {
        currentPassword: PASSWORD,
        newPassword: NEW,
        revokeOtherSessions: true,
      }),
    survivors: ({ first }) => [first],
  },
  "reset-password": {
    ends: ALL,
    run: resetPassword,
    survivors: both,
  },
  "admin/ban-user": {
    ends: ALL,
    run: ({ world, admin, alice }) => world.call("/admin/ban-user", admin, { userId: alice.id }),
    survivors: none,
  },
  "admin/update-user, banning": {
    ends: ALL,
    run: ({ world, admin, alice }) =>
      world.call("/admin/update-user", admin, { userId: alice.id, data: { banned: true } }),
    survivors: none,
  },
  "admin/update-user, nothing that matters": {
    ends: [],
    run: ({ world, admin, alice }) =>
      world.call("/admin/update-user", admin, { userId: alice.id, data: { name: "Alicia" } }),
    survivors: both,
  },
  "admin/remove-user": {
    ends: ALL,
    run: ({ world, admin, alice }) => world.call("/admin/remove-user", admin, { userId: alice.id }),
    survivors: none,
  },
  "admin/set-user-password": {
    ends: ALL,
    run: ({ world, admin, alice }) =>
      world.call("/admin/set-user-password", admin, { userId: alice.id, newPassword: NEW }),
    survivors: both,
  },
  "admin/set-user-password, the first": {
    ends: ALL,
    prepare: async ({ world, alice }) => (await world.context.internalAdapter).deleteAccounts(alice.id),
    run: ({ world, admin, alice }) =>
      world.call("/admin/set-user-password", admin, { userId: alice.id, newPassword: NEW }),
    survivors: signInAgain(NEW),
  },
  "admin/revoke-user-session": {
    ends: ["alice-2"],
    run: async ({ world, admin, second }) =>
      world.call("/admin/revoke-user-session", admin, { sessionToken: await world.sessionToken(second) }),
    survivors: ({ first }) => [first],
  },
  "admin/revoke-user-sessions": {
    ends: ALL,
    run: ({ world, admin, alice }) => world.call("/admin/revoke-user-sessions", admin, { userId: alice.id }),
    survivors: signInAgain(),
  },
  "admin/stop-impersonating": {
    ends: ["impersonated"],
    prepare: async ({ world, admin, alice }) => {
      await world.call("/admin/impersonate-user", admin, { userId: alice.id });
      await world.mint("impersonated", admin);
    },
    run: ({ world, admin }) => world.call("/admin/stop-impersonating", admin, {}),
    survivors: both,
  },
  "delete-user": {
    ends: ALL,
    run: ({ world, first }) => world.call("/delete-user", first, { password: PASSWORD }),
    survivors: none,
  },
  "multi-session/revoke": {
    ends: ["alice-3"],
    // In Bob's browser, where she is the one who acts.
    prepare: async ({ world, alice, bob }) => {
      await world.signIn(alice, { jar: bob });
      await world.mint("alice-3", bob);
    },
    run: async ({ world, bob }) =>
      world.call("/multi-session/revoke", bob, { sessionToken: await world.sessionToken(bob) }),
    survivors: both,
  },
  "sign-out of several": {
    ends: ["alice-3", "bob"],
    prepare: async ({ world, alice, bob }) => {
      await world.signIn(alice, { jar: bob });
      await world.mint("alice-3", bob);
    },
    run: async ({ world, bob, admin }) => {
      await world.call("/sign-out", bob, {});
      // Nobody is left in Bob's browser; the test looks for somebody there.
      for (const [name, value] of admin) bob.set(name, value);
    },
    survivors: both,
  },
  "sign-in, twice in one browser": {
    // The multi-session plugin ends the session that the browser had before.
    ends: ["alice-1"],
    run: ({ world, alice, first }) => world.signIn(alice, { jar: first }),
    survivors: both,
  },
};

async function resetPassword({ world, alice }: Cast): Promise<void> {
  await world.call("/request-password-reset", new Map(), { email: alice.email });
  const token = world.mails.findLast(({ email }) => email === alice.email)?.token;
  await world.call("/reset-password", new Map(), { newPassword: NEW, token });
}
