import { describe, expect, it } from "vitest";
import { whyNot } from "../src/why-not.js";

class DriverError extends Error {}
const secret = "hunter2";

describe("whyNot", () => {
  it.each([
    ["a code", Object.assign(new Error(secret), { code: "ECONNREFUSED" }), "ECONNREFUSED"],
    ["a number", Object.assign(new Error(secret), { code: 1045 }), "1045"],
    ["a code that is none", Object.assign(new DriverError(secret), { code: `at ${secret}` }), "DriverError"],
    ["an object as code", Object.assign(new DriverError(secret), { code: { secret } }), "DriverError"],
    ["an answer of Redis", new Error(`ERR unknown command 'HELLO', with args: '3' '${secret}'`), "ERR"],
    ["a class alone", new DriverError(`insert into users values ('${secret}')`), "DriverError"],
    ["no error", secret, "unknown"],
    ["nothing", undefined, "unknown"],
  ])("says %s in a word", (_, error, word) => {
    expect(whyNot(error)).toBe(word);
  });
});
