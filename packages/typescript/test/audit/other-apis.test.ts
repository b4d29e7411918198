/** APIs that are written otherwise than the demo: what the audit must find its way through. */
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { auditApi } from "../../src/audit/index.js";
import type { JsonObject } from "../../src/audit/openapi/references.js";
import { createAuthBridge } from "../../src/hono/index.js";
import { sharedSecret } from "../../src/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";
import { auditInProcess } from "./fixtures/in-process.js";
import { serve } from "./fixtures/serve.js";

const users = { secret: SECRET, issuer: ISSUER, audience: AUDIENCE };
const auth = createAuthBridge({
  issuer: ISSUER,
  audience: AUDIENCE,
  keys: sharedSecret(SECRET),
  log: () => {},
});

interface Card {
  id: number;
  owner: string;
  text: string;
}

const body = {
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: { text: { type: "string" }, tag: { type: "string" } },
        required: ["text"],
      },
    },
  },
};
const id = { name: "id", in: "path", required: true, schema: { type: "integer" } };
/** OpenAPI 3.0, no security, numbers as ids, an answer to POST without one, a body that takes no optional member. */
const CARDS: JsonObject = {
  openapi: "3.0.3",
  servers: [{ url: "https://cards.example/v1" }],
  paths: {
    "/cards": { get: {}, post: { requestBody: body } },
    "/cards/{id}": { parameters: [id], get: {}, delete: {} },
  },
};

/** @param isMine - whether a caller may have a card */
function cards(isMine: (card: Card, caller: string) => boolean): Hono {
  const all: Card[] = [];
  const app = new Hono();
  const own = (caller: string) => all.filter((card) => isMine(card, caller));
  app.get("/v1/cards", auth.principal, (c) =>
    c.json(all.filter(({ owner }) => owner === c.var.principal.userId)),
  );
  app.post("/v1/cards", auth.principal, async (c) => {
    const { text, ...more } = await c.req.json();
    if (Object.keys(more).length > 0) return c.json({}, 400);
    all.push({ id: all.length + 1, owner: c.var.principal.userId, text });
    return c.body(null, 204);
  });
  app.on(["GET", "DELETE"], "/v1/cards/:id", auth.principal, (c) => {
    const found = own(c.var.principal.userId).find((card) => String(card.id) === c.req.param("id"));
    if (found === undefined) return c.json({}, 404);
    if (c.req.method !== "DELETE") return c.json({ text: found.text });
    all.splice(all.indexOf(found), 1);
    return c.body(null, 204);
  });
  return app;
}

describe("an API of OpenAPI 3.0 with numbers as ids", () => {
  it("is tested whole, and nothing is found where nothing is", async () => {
    const app = cards(({ owner }, caller) => owner === caller);
    const report = await auditInProcess(app, { users, openapi: CARDS });
    expect(report).toMatchObject({ findings: [], untested: [] });
    expect(report.rows.map(({ operation }) => operation)).toContain("DELETE /v1/cards/{id}");
  });

  it("leaks, and the leaks are found", async () => {
    const report = await auditInProcess(
      cards(() => true),
      { users, openapi: CARDS },
    );
    expect(report.findings.map(({ fault, operation }) => `${fault} ${operation}`)).toEqual([
      "foreign-object GET /v1/cards/{id}",
      "foreign-delete DELETE /v1/cards/{id}",
    ]);
  });
});

it("finds what is shown to nobody in particular, also where the document speaks of no credentials", async () => {
  const texts: string[] = [];
  const app = new Hono();
  app.get("/wall", (c) => c.text(texts.join("\n")));
  app.post("/wall", async (c) => {
    texts.push((await c.req.json()).text);
    return c.json({}, 201);
  });
  const openapi = { openapi: "3.1.0", paths: { "/wall": { get: {}, post: { requestBody: body } } } };
  const report = await auditInProcess(app, { users, openapi });
  expect(report.findings).toContainEqual(
    expect.objectContaining({ fault: "missing-authentication", operation: "GET /wall" }),
  );
});

it("calls a write that no reading shows not tested, rather than safe", async () => {
  const app = new Hono();
  app.post("/events", auth.principal, (c) => c.body(null, 202));
  const openapi = {
    openapi: "3.1.0",
    security: [{ Bearer: [] }],
    paths: { "/events": { post: { requestBody: body } } },
  };
  const report = await auditInProcess(app, { users, openapi });
  expect(report.rows[0]?.cells.smuggled).toEqual({ outcome: "untested", status: 202 });
});

it("calls a write without proof unproven: the same 204 for everybody, and nothing that shows what it did", async () => {
  const notes: { id: string; owner: string; text: string }[] = [];
  const app = new Hono();
  app.get("/notes", auth.principal, (c) =>
    c.json(notes.filter(({ owner }) => owner === c.var.principal.userId)),
  );
  app.post("/notes", auth.principal, async (c) => {
    const note = { id: crypto.randomUUID(), owner: c.var.principal.userId, text: (await c.req.json()).text };
    notes.push(note);
    return c.json(note, 201);
  });
  app.put("/notes/:note_id/archive", auth.principal, (c) => c.body(null, 204));
  const noteId = { name: "note_id", in: "path", required: true, schema: { type: "string" } };
  const paths = {
    "/notes": { get: {}, post: { requestBody: body } },
    "/notes/{note_id}/archive": { parameters: [noteId], put: {} },
  };
  const report = await auditInProcess(app, { users, openapi: { openapi: "3.1.0", paths } });
  const row = report.rows.find(({ operation }) => operation.startsWith("PUT"));
  expect(row?.cells.ids).toEqual({ outcome: "untested", status: 204 });
  expect(report).toMatchObject({ findings: [], untested: [] });
  expect(report.warnings).toContainEqual(expect.stringContaining("PUT /notes/{note_id}/archive"));
});

describe.each([false, true])("a switch that is %s when it is made", (isMade) => {
  const noteId = { name: "note_id", in: "path", required: true, schema: { type: "string" } };
  const switched = {
    content: {
      "application/json": {
        schema: { type: "object", properties: { done: { type: "boolean" } }, required: ["done"] },
      },
    },
  };
  const paths = {
    "/notes": { get: {}, post: { requestBody: body } },
    "/notes/{note_id}": { parameters: [noteId], patch: { requestBody: switched } },
  };
  const openapi = { openapi: "3.1.0", paths };

  function create(isMine: (owner: string, caller: string) => boolean): Hono {
    const notes: { id: string; owner: string; text: string; done: boolean }[] = [];
    const app = new Hono();
    app.get("/notes", auth.principal, (c) =>
      c.json(notes.filter(({ owner }) => owner === c.var.principal.userId)),
    );
    app.post("/notes", auth.principal, async (c) => {
      const { text } = await c.req.json();
      const note = { id: crypto.randomUUID(), owner: c.var.principal.userId, text, done: isMade };
      notes.push(note);
      return c.json(note, 201);
    });
    app.patch("/notes/:note_id", auth.principal, async (c) => {
      const { done } = await c.req.json();
      const note = notes.find(({ id }) => id === c.req.param("note_id"));
      if (note && isMine(note.owner, c.var.principal.userId)) note.done = done;
      return c.body(null, 204);
    });
    return app;
  }

  it("is proven to be the owner's", async () => {
    const report = await auditInProcess(
      create((owner, caller) => owner === caller),
      { users, openapi },
    );
    expect(report).toMatchObject({ findings: [], untested: [], warnings: [] });
  });

  it("is found to be turned by others", async () => {
    const report = await auditInProcess(
      create(() => true),
      { users, openapi },
    );
    expect(report.findings.map(({ fault }) => fault)).toEqual(["foreign-update"]);
  });
});

it("proves what can be done once only, before it has been done", async () => {
  const accepted = new Set<string>();
  const app = new Hono();
  app.get("/terms", auth.principal, (c) => c.json({ accepted: accepted.has(c.var.principal.userId) }));
  app.put("/terms/accept", auth.principal, (c) => {
    accepted.add(c.var.principal.userId);
    return c.body(null, 204);
  });
  const paths = { "/terms": { get: {} }, "/terms/accept": { put: {} } };
  const openapi = { openapi: "3.1.0", security: [{ Bearer: [] }], paths };
  const report = await auditInProcess(app, { users, openapi });
  expect(report).toMatchObject({ findings: [], untested: [], warnings: [] });
});

it("finds the owner who is taken from deep within a body", async () => {
  const notes: { owner: string; text: string }[] = [];
  const app = new Hono();
  app.get("/notes", auth.principal, (c) =>
    c.json(notes.filter(({ owner }) => owner === c.var.principal.userId)),
  );
  app.post("/notes", auth.principal, async (c) => {
    const { note } = await c.req.json();
    notes.push({ owner: note.user_id, text: note.text });
    return c.body(null, 204);
  });
  const text = { type: "string" };
  const note = { type: "object", properties: { text, user_id: text }, required: ["text", "user_id"] };
  const schema = { type: "object", properties: { note }, required: ["note"] };
  const requestBody = { content: { "application/json": { schema } } };
  const paths = { "/notes": { get: {}, post: { requestBody } } };
  const openapi = { openapi: "3.1.0", security: [{ Bearer: [] }], paths };
  const report = await auditInProcess(app, { users, openapi });
  expect(report.findings.map(({ fault }) => fault)).toEqual(["owner-in-body"]);
});

it("does not take a busy answer for what the other user is shown by right", async () => {
  const LOOKS = 4; // before the attempts begin
  const TRIES = 4;
  let asked = 0;
  const app = new Hono();
  app.get("/today", auth.principal, (c) => {
    if (c.var.principal.userId.startsWith("auditB")) asked += 1;
    const isBusy = asked > LOOKS && asked <= LOOKS + TRIES;
    return isBusy ? c.json({ code: "busy" }, 503) : c.json({ text: "the same for everybody" });
  });
  const openapi = { openapi: "3.1.0", security: [{ Bearer: [] }], paths: { "/today": { get: {} } } };
  const report = await auditInProcess(app, { users, openapi });
  expect(asked).toBeGreaterThan(LOOKS + TRIES);
  expect(report.findings).toEqual([]);
});

it("takes no refusal of a number out of range for a word about what exists", async () => {
  const cards: Card[] = [];
  const app = new Hono();
  app.post("/cards", auth.principal, async (c) => {
    const card = { id: cards.length + 1, owner: c.var.principal.userId, text: (await c.req.json()).text };
    cards.push(card);
    return c.json(card, 201);
  });
  app.get("/cards/:id", auth.principal, (c) => {
    const wanted = Number(c.req.param("id"));
    if (!(wanted >= 1 && wanted <= 5000)) return c.json({ code: "out_of_range" }, 422);
    const card = cards.find((one) => one.id === wanted && one.owner === c.var.principal.userId);
    return card ? c.json(card) : c.json({ code: "not_found" }, 404);
  });
  const bounded = { ...id, schema: { type: "integer", minimum: 1, maximum: 5000 } };
  const paths = {
    "/cards": { post: { requestBody: body } },
    "/cards/{id}": { parameters: [bounded], get: {} },
  };
  const report = await auditInProcess(app, { users, openapi: { openapi: "3.1.0", paths } });
  expect(report).toMatchObject({ findings: [], untested: [] });
});

it("finds an operation that takes no token where the document says that it does, whatever it shows", async () => {
  const app = new Hono();
  app.post("/events", (c) => c.body(null, 202));
  const paths = { "/events": { post: { requestBody: body } } };
  const openapi = { openapi: "3.1.0", security: [{ Bearer: [] }], paths };
  const report = await auditInProcess(app, { users, openapi });
  expect(report.findings.map(({ fault }) => fault)).toContain("missing-authentication");
});

it("calls an operation that answers too slowly, or not the owner, not tested", async () => {
  const app = new Hono();
  app.get("/slow", () => new Promise(() => {}));
  app.get("/admin", auth.principal, (c) => c.json({}, 403));
  const openapi = { openapi: "3.1.0", paths: { "/slow": { get: {} }, "/admin": { get: {} } } };
  const report = await auditApi({ url: await serve(app), users, openapi, timeout: 50 });
  expect(report.untested.map(({ untested }) => untested)).toEqual([
    "the owner was answered nothing in time",
    "the owner was answered 403",
  ]);
  expect(report.warnings).toContainEqual(expect.stringContaining("NOTHING WAS TESTED"));
});

it("takes nothing for a leak that moves by itself, is everybody's, is one's own, or was said by the caller", async () => {
  const notes: { id: string; owner: string; text: string }[] = [];
  let served = 0;
  const ticks = [1, 2, 3, 5]; // as if it counted the owner's objects, but it moved before there were any
  const app = new Hono();
  app.use(async (c, next) => {
    served += 1;
    c.header("ETag", `"${served}"`);
    await next();
  });
  const frame = (me: string) => ({
    me,
    served,
    at: new Date().toISOString(),
    workspace_id: "workspace-of-everybody",
  });
  app.get("/notes", auth.principal, (c) => {
    const { userId } = c.var.principal;
    return c.json({
      ...frame(userId),
      tick: ticks.shift() ?? 5,
      notes: notes.filter(({ owner }) => owner === userId),
      term: c.req.query("q"),
    });
  });
  app.post("/notes", auth.principal, async (c) => {
    const { text, ...rest } = await c.req.json();
    const note = { id: crypto.randomUUID(), owner: c.var.principal.userId, text };
    notes.push(note);
    return c.json({ ...frame(note.owner), ...note, ignored: rest }, 201);
  });
  app.get("/notes/:note_id", auth.principal, (c) => {
    const id = c.req.param("note_id");
    const note = notes.find((one) => one.id === id && one.owner === c.var.principal.userId);
    return note
      ? c.json(note)
      : c.json({ ...frame(c.var.principal.userId), error: `there is no note ${id}` }, 404);
  });
  const noteId = { name: "note_id", in: "path", required: true, schema: { type: "string" } };
  const search = { name: "q", in: "query", schema: { type: "string" } };
  const paths = {
    "/notes": { get: { parameters: [search] }, post: { requestBody: body } },
    "/notes/{note_id}": { parameters: [noteId], get: {} },
  };
  const report = await auditInProcess(app, { users, openapi: { openapi: "3.1.0", paths } });
  expect(report).toMatchObject({ findings: [], untested: [] });
});
