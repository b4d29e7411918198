import type { AuthContext } from "better-auth";
import type { Write } from "./endings.js";
import type { Adapter } from "./store.js";

type WholeAdapter = AuthContext["adapter"];

/**
 * Have `before` called ahead of each write, with the way to the database that the write takes.
 *
 * The adapter itself is changed, for it is the one place that everybody's writes pass: Better Auth's, and those of plugins
 * that hold on to it already. Database hooks see neither whose row is updated, nor what plugins write on their own.
 *
 * @param before - What it throws, the write throws, and is not made.
 * @param committed - Called after each transaction.
 */
export function guardAdapter(
  adapter: WholeAdapter,
  before: (write: Write, adapter: Adapter) => Promise<void>,
  committed: () => void,
): void {
  // Without real transactions Better Auth hands out the adapter itself as one.
  const guarded = new WeakSet<Adapter>();

  function guardWrites(target: Adapter): void {
    if (guarded.has(target)) return;
    guarded.add(target);
    const original = {
      create: target.create.bind(target),
      update: target.update.bind(target),
      updateMany: target.updateMany.bind(target),
      incrementOne: target.incrementOne.bind(target),
      delete: target.delete.bind(target),
      deleteMany: target.deleteMany.bind(target),
      consumeOne: target.consumeOne.bind(target),
    };
    const check = (action: Write["action"], call: Call) =>
      before({ model: call.model, action, where: call.where ?? [], data: call.data ?? {} }, target);
    const guards: Partial<Adapter> = {
      async create(call) {
        await check("create", { model: call.model, data: call.data });
        return original.create(call);
      },
      async update(call) {
        await check("update", { ...call, data: call.update });
        return original.update(call);
      },
      async updateMany(call) {
        await check("update", { ...call, data: call.update });
        return original.updateMany(call);
      },
      async incrementOne(call) {
        await check("update", { ...call, data: call.set });
        return original.incrementOne(call);
      },
      async delete(call) {
        await check("delete", call);
        return original.delete(call);
      },
      async deleteMany(call) {
        await check("delete", call);
        return original.deleteMany(call);
      },
      async consumeOne(call) {
        await check("delete", call);
        return original.consumeOne(call);
      },
    };
    Object.assign(target, guards);
  }

  guardWrites(adapter);
  const transaction = adapter.transaction.bind(adapter);
  adapter.transaction = async (callback) => {
    const result = await transaction((inner) => {
      guardWrites(inner);
      return callback(inner);
    });
    committed();
    return result;
  };
}

interface Call {
  readonly model: string;
  readonly where?: Write["where"];
  readonly data?: Write["data"] | undefined;
}
