import { describe, expect, it } from "vitest";
import { homeOf } from "./loopback";

const page = "text/html,application/xhtml+xml,*/*;q=0.8";

const asked = (host: string, path = "/", { method = "GET", accept = page } = {}) => ({
  method,
  headers: new Headers({ host, accept }),
  url: `http://localhost:3000${path}`, // Next writes its own host here, whatever was asked for
});

describe("homeOf", () => {
  it.each([
    ["127.0.0.1:3000", "http://localhost:3000"],
    ["[::1]:3000", "http://localhost:3000"],
    ["todo.localhost:3000", "http://localhost:3000"],
    ["localhost:3000", "http://127.0.0.1:3000"],
    ["127.0.0.1", "http://localhost"],
    ["127.0.0.1:443", "https://localhost"],
  ])("sends %s home to %s", (host, origin) => {
    expect(homeOf(asked(host, "/sign-in?ended"), origin)?.href).toBe(`${origin}/sign-in?ended`);
  });

  it.each([
    ["the right name", asked("localhost:3000")],
    ["another port", asked("127.0.0.1:4000")],
    ["another machine", asked("todo.example:3000")],
    ["a name that only begins like this machine's", asked("localhost.example:3000")],
    ["a name that only ends like it", asked("notlocalhost:3000")],
    ["an address that only begins like it", asked("127.0.0.1.example:3000")],
    ["no host at all", asked("a b")],
    ["a form", asked("127.0.0.1:3000", "/", { method: "POST" })],
    ["a script's request", asked("127.0.0.1:3000", "/", { accept: "*/*" })],
  ])("lets %s be", (_, request) => {
    expect(homeOf(request, "http://localhost:3000")).toBeUndefined();
  });

  it("redirects from a public origin's server to nowhere", () => {
    expect(homeOf(asked("127.0.0.1"), "https://todo.example")).toBeUndefined();
  });

  it("never leaves for an address out of the path", () => {
    expect(homeOf(asked("127.0.0.1:3000", "//evil.example/x"), "http://localhost:3000")?.origin).toBe(
      "http://localhost:3000",
    );
  });
});
