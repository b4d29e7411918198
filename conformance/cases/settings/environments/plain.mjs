import { AUDIENCE, SECRET } from "../../mint.mjs";
import { bad, good } from "./variables.mjs";

export const plain = [
  good("plain", ["K1", "K6", "K7"], "a secret, an address, an audience", {}),
  good(
    "url",
    "K6",
    "an address with a path",
    { BETTER_AUTH_URL: "https://App.example/api/auth" },
    { issuer: "https://app.example" },
  ),
  good("empty", ["K4", "K5", "A4"], "empty counts as unset", {
    BETTER_AUTH_SECRETS: "",
    JWT_BRIDGE_KEY: "",
    AUTH_DEBUG: "",
  }),
  bad("no-secret", "K1", "no secret", { BETTER_AUTH_SECRET: undefined }, "secret_missing"),
  bad(
    "default-secret",
    "K1",
    "Better Auth's public default",
    { BETTER_AUTH_SECRET: "better-auth-secret-12345678901234567890" },
    "secret_default",
  ),
  bad("short-secret", "K1", "a short secret", { BETTER_AUTH_SECRET: "change-me" }, "secret_short"),
  bad(
    "newline-secret",
    "K1",
    "a line end after it",
    { BETTER_AUTH_SECRET: `${SECRET}\n` },
    "secret_whitespace",
  ),
  bad("no-url", "K6", "no address", { BETTER_AUTH_URL: undefined }, "setting_missing"),
  bad("empty-url", "K6", "an empty address", { BETTER_AUTH_URL: "" }, "setting_missing"),
  bad("other-url", "K6", "a host alone", { BETTER_AUTH_URL: "app.example" }, "setting_invalid"),
  bad("no-audience", "K7", "no audience", { JWT_AUDIENCE: undefined }, "setting_missing"),
  bad("control-audience", "K7", "a line end after it", { JWT_AUDIENCE: `${AUDIENCE}\n` }, "setting_invalid"),
];
