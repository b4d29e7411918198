import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { Client } from "../../../src/audit/http/client.js";
import { readDocument, serverPath } from "../../../src/audit/openapi/document.js";
import { listen } from "../../support/listen.js";

const DOCUMENT = { openapi: "3.0.0", paths: {} };

/** A client of a server that has this text at this path, and 404 elsewhere. */
async function clientOf(path: string, text: string): Promise<Client> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === path ? 200 : 404, { "Content-Type": "application/json" });
    response.end(text);
  });
  return new Client({ origin: await listen(server), timeout: 5000, maxRequests: 100 });
}

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "jwt-auth-bridge-openapi-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "openapi.json"), text);
  return join(folder, "openapi.json");
}

describe("readDocument", () => {
  it.each(["/openapi.json", "/v3/api-docs"])("finds it at %s", async (path) => {
    const client = await clientOf(path, JSON.stringify(DOCUMENT));
    expect(await readDocument(client, undefined)).toEqual({
      document: DOCUMENT,
      location: client.origin + path,
    });
  });

  it("reads a file, a URL of the API, or what it is given", async () => {
    const client = await clientOf("/docs/api.json", JSON.stringify(DOCUMENT));
    const file = fileOf(JSON.stringify(DOCUMENT));
    for (const wanted of [file, `${client.origin}/docs/api.json`, DOCUMENT]) {
      expect((await readDocument(client, wanted)).document).toEqual(DOCUMENT);
    }
  });

  it.each([
    ["nothing at the usual paths", async () => undefined, /No OpenAPI document at/],
    ["a file that is not there", async () => "nowhere.json", /nowhere\.json cannot be read/],
    ["YAML", async () => fileOf("openapi: 3.1.0\n"), /is not JSON/],
    ["Swagger 2", async () => ({ swagger: "2.0" }), /not an OpenAPI 3\.0 or 3\.1 document/],
    [
      "a part in another file",
      async () => ({ ...DOCUMENT, x: { $ref: "more.json" } }),
      /refers to more\.json/,
    ],
    ["another origin", async () => "http://localhost:1/openapi.json", /at another origin/],
  ])("refuses %s, and says what to do", async (_, wanted, message) => {
    const client = await clientOf("/other", "");
    const reading = readDocument(client, await wanted());
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow("--openapi");
  });
});

it.each([
  [undefined, ""],
  ["/api/v1/", "/api/v1"],
  ["https://api.example/v2", "/v2"],
  ["https://{region}.example/v2", ""],
])("operations are below the path of the server %s", (url, path) => {
  expect(serverPath(url === undefined ? {} : { servers: [{ url }] })).toBe(path);
});
