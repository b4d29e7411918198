import { describe, expect, it, vi } from "vitest";
import { ConfigurationError } from "../../src/index.js";
import { start } from "../../src/next/start.js";

describe("start", () => {
  it("ends the process with one line when a setting is wrong", () => {
    const exit = vi.spyOn(process, "exit").mockImplementation(() => {
      throw new Error("the process has ended");
    });
    const said = vi.spyOn(console, "error").mockReturnValue();
    const wrong = new ConfigurationError("setting_missing", "JWT_AUDIENCE is not set");
    const started = () =>
      start(() => {
        throw wrong;
      });
    expect(started).toThrow("the process has ended");
    expect(exit).toHaveBeenCalledExactlyOnceWith(1);
    expect(said).toHaveBeenCalledExactlyOnceWith("JWT_AUDIENCE is not set");
    vi.restoreAllMocks();
  });

  it("lets any other error through", () => {
    const broken = () =>
      start(() => {
        throw new TypeError("a mistake");
      });
    expect(broken).toThrow(TypeError);
  });
});
