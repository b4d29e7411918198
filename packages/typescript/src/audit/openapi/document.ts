import { readFile } from "node:fs/promises";
import { ConfigurationError } from "../../errors.js";
import type { Client } from "../http/client.js";
import { arrayAt, findExternalReference, isObject, type Json, type JsonObject } from "./references.js";

/** Where frameworks serve it unless told otherwise: FastAPI, NestJS, Spring, Hono's and others'. */
const USUAL_PATHS = [
  "/openapi.json",
  "/api/openapi.json",
  "/v3/api-docs",
  "/api-json",
  "/swagger.json",
  "/doc",
];

/** A document, and what reports call it. */
export interface Source {
  readonly document: JsonObject;
  /** File name or URL. */
  readonly location: string;
}

/**
 * Read an OpenAPI 3.0 or 3.1 document in JSON.
 *
 * @param wanted - A file, a URL at the audited origin, the document itself; found under the usual paths unless given.
 * @throws {@link ConfigurationError} when there is none, or it is not such a document.
 */
export async function readDocument(client: Client, wanted: string | JsonObject | undefined): Promise<Source> {
  if (isObject(wanted)) return check({ document: wanted, location: "openapi.json" });
  if (wanted === undefined) return discover(client);
  const isUrl = /^https?:\/\//i.test(wanted);
  const text = isUrl ? await download(client, wanted) : await readFile(wanted, "utf8").catch(() => undefined);
  if (text === undefined) throw unreadable(`${wanted} cannot be read`);
  return check({ document: parse(text, wanted), location: wanted });
}

async function discover(client: Client): Promise<Source> {
  for (const path of USUAL_PATHS) {
    const { status, json } = await client.send({ method: "GET", path });
    const isDocument = status === 200 && isObject(json) && typeof json.openapi === "string";
    if (isDocument) return check({ document: json, location: client.origin + path });
  }
  throw unreadable(`No OpenAPI document at ${client.origin}${USUAL_PATHS[0]} or the other usual paths`);
}

async function download(client: Client, url: string): Promise<string | undefined> {
  const { origin, pathname, search } = new URL(url);
  if (origin !== client.origin)
    throw unreadable(`${url} is at another origin. Download it, and name the file`);
  const { status, text } = await client.send({ method: "GET", path: pathname + search });
  return status === 200 ? text : undefined;
}

function parse(text: string, name: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    if (isObject(value)) return value;
  } catch {
    // Said below: a document in YAML ends here too.
  }
  throw unreadable(`${name} is not JSON. Write YAML as JSON first`);
}

function check(source: Source): Source {
  const { openapi } = source.document;
  if (typeof openapi !== "string" || !/^3\.[01]\./.test(openapi)) {
    throw unreadable(`${source.location} is not an OpenAPI 3.0 or 3.1 document`);
  }
  const outside = findExternalReference(source.document);
  if (outside !== undefined)
    throw unreadable(`${source.location} refers to ${outside}. Bundle it into one file first`);
  return source;
}

function unreadable(message: string): ConfigurationError {
  return new ConfigurationError("openapi_unreadable", `${message}. Name it: --openapi <file or URL>`);
}

/** The path of the first server: operations are below it. */
export function serverPath(document: JsonObject): string {
  const [first] = arrayAt(document, "servers");
  const url = isObject(first) && typeof first.url === "string" ? first.url : "/";
  if (url.includes("{") || !URL.canParse(url, "http://localhost")) return "";
  return new URL(url, "http://localhost").pathname.replace(/\/+$/, "");
}
