import { afterEach, expect, it, vi } from "vitest";
import { authLog } from "./auth-log";

afterEach(() => vi.restoreAllMocks());

it("writes the message and the kind of an error, and nothing that it was about", () => {
  const written = vi.spyOn(console, "error").mockImplementation(() => {});
  const error = Object.assign(new Error("Key (email)=(ada) already exists"), { code: "23505" });
  authLog("error", "Failed to query", { where: [{ value: "an-id" }] }, error, new TypeError("ada"), "ada");
  expect(written.mock.calls).toEqual([["ERROR [Better Auth]: Failed to query Error 23505 TypeError"]]);
});
