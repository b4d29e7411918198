import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));
const LEAVES = ["better-auth", "client", "express", "fastify", "hono", "next", "testing", "cli"];
// What each room may import besides itself. `errors` and `profile` are everybody's.
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  "errors.ts": [],
  "profile.ts": [],
  "principal.ts": [],
  "base64url.ts": [],
  "strict-json.ts": [],
  "raw-headers.ts": [],
  "path-owner.ts": [],
  "pending.ts": [],
  "secret.ts": [],
  "origin.ts": [],
  "bearer.ts": [],
  "api-fetch.ts": [],
  "audience.ts": [],
  "key.ts": [],
  "hmac.ts": [],
  "hmac-key.ts": ["audience.ts", "hmac.ts", "key.ts", "secret.ts"],
  "source-address.ts": ["origin.ts"],
  "keys.ts": ["hmac-key.ts", "key.ts", "secret.ts"],
  "key-ring.ts": [
    "header.ts",
    "jws.ts",
    "key.ts",
    "keys.ts",
    "old-key.ts",
    "unknown-key.ts",
    "unmodified.ts",
  ],
  "old-key.ts": ["principal.ts", "sightings.ts"],
  "sightings.ts": ["principal.ts"],
  "unmodified.ts": ["claims.ts", "header.ts", "principal.ts"],
  "claims.ts": ["principal.ts"],
  "verified-tokens.ts": ["principal.ts"],
  revocation: [
    "base64url.ts",
    "hmac-key.ts",
    "jws.ts",
    "key.ts",
    "keys.ts",
    "principal.ts",
    "revocation-feed",
    "revocation-redis",
    "strict-json.ts",
    "why-not.ts",
  ],
  "callers.ts": [],
  "debug.ts": ["origin.ts"],
  "why-not.ts": [],
  "header.ts": ["base64url.ts", "strict-json.ts", "unmodified.ts"],
  "jws.ts": ["base64url.ts", "hmac-key.ts", "key.ts"],
  "unknown-key.ts": ["base64url.ts", "strict-json.ts"],
  "policy.ts": ["audience.ts", "claims.ts", "origin.ts"],
  "metrics.ts": ["old-key.ts"],
  "payload.ts": ["base64url.ts", "strict-json.ts"],
  "verifier.ts": [
    "bearer.ts",
    "claims.ts",
    "jws.ts",
    "key-ring.ts",
    "keys.ts",
    "metrics.ts",
    "payload.ts",
    "policy.ts",
    "principal.ts",
    "revocation",
    "sightings.ts",
    "unmodified.ts",
    "verified-tokens.ts",
  ],
  "refusal.ts": [],
  "guards.ts": [
    "debug.ts",
    "metrics.ts",
    "path-owner.ts",
    "pending.ts",
    "principal.ts",
    "refusal.ts",
    "revocation",
    "verifier.ts",
  ],
  "environment.ts": ["audience.ts", "debug.ts", "jwks", "keys.ts", "origin.ts", "secret.ts"],
  "index.ts": [
    "environment.ts",
    "guards.ts",
    "key.ts",
    "keys.ts",
    "metrics.ts",
    "principal.ts",
    "refusal.ts",
    "revocation",
    "unmodified.ts",
    "verifier.ts",
  ],
  "better-auth": [
    "audience.ts",
    "base64url.ts",
    "bearer.ts",
    "strict-json.ts",
    "hmac-key.ts",
    "jwks",
    "key.ts",
    "origin.ts",
    "revocation",
    "secret.ts",
    "why-not.ts",
  ],
  client: ["api-fetch.ts", "origin.ts"],
  next: ["api-fetch.ts", "guards.ts", "origin.ts", "principal.ts"],
  express: ["callers.ts", "guards.ts", "pending.ts", "principal.ts", "raw-headers.ts"],
  fastify: ["callers.ts", "guards.ts", "pending.ts", "principal.ts", "raw-headers.ts"],
  hono: ["guards.ts", "pending.ts", "principal.ts", "raw-headers.ts"],
  jwks: ["base64url.ts", "key.ts", "keys.ts", "source-address.ts", "strict-json.ts"],
  "revocation-feed": [
    "audience.ts",
    "keys.ts",
    "origin.ts",
    "source-address.ts",
    "revocation",
    "strict-json.ts",
  ],
  "revocation-redis": ["audience.ts", "revocation", "strict-json.ts", "why-not.ts"],
  testing: ["base64url.ts", "hmac-key.ts"],
  audit: ["base64url.ts", "hmac-key.ts", "key.ts", "origin.ts"],
  // The command line is on top: it may import what it runs.
  cli: ["audit", "audience.ts", "environment.ts", "hmac-key.ts", "origin.ts"],
};
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  audit: ["json-schema-faker"],
  "better-auth": ["better-auth", "better-auth/api", "better-auth/crypto", "better-auth/plugins", "redis"],
  hono: ["hono", "hono/factory", "hono/route", "hono/utils/http-status"],
  "revocation-redis": ["redis"],
  next: ["next/dist/server/app-render/work-async-storage.external.js", "next/headers.js", "next/server.js"],
};
// These are bundled for browsers.
const BROWSER = ["client", "api-fetch.ts", "origin.ts", "errors.ts"];

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".ts"),
);

function importsOf(file: string): string[] {
  const text = readFileSync(join(SOURCE, file), "utf8");
  return [...text.matchAll(/(?:\bfrom\s|^import\s|\bimport\()\s*"([^"]+)"/gm)].map(([, name]) => name ?? "");
}

/** The room of a file: its folder, or the file itself. */
function roomOf(file: string): string {
  return file.split("/")[0] ?? "";
}

describe("who may import whom", () => {
  it("knows every room", () => {
    expect(new Set(files.map(roomOf))).toEqual(new Set(Object.keys(ROOMS)));
    for (const leaf of LEAVES) for (const others of Object.values(ROOMS)) expect(others).not.toContain(leaf);
  });

  it.each(files)("%s", (file) => {
    const room = roomOf(file);
    for (const name of importsOf(file)) {
      if (name.startsWith("node:")) {
        expect(BROWSER, `${file} runs in browsers`).not.toContain(room);
      } else if (name.startsWith(".")) {
        const target = roomOf(relative(SOURCE, resolve(SOURCE, dirname(file), name)).replace(/\.js$/, ".ts"));
        expect(
          [room, "errors.ts", "profile.ts", ...(ROOMS[room] ?? [])],
          `${file} imports ${name}`,
        ).toContain(target);
      } else {
        expect(PACKAGES[room] ?? [], `${file} imports ${name}`).toContain(name);
      }
    }
  });

  it("sees imports at all", () => {
    expect(importsOf("jws.ts")).toContain("node:crypto");
    expect(importsOf("next/server-tokens.ts")).toContain("next/headers.js");
  });
});
