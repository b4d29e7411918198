/** The contract's doors on Express. */
import express from "express";
import { readEnvironment } from "jwt-auth-bridge";
import { createAuthBridge } from "jwt-auth-bridge/express";

/** @type {number | null} seconds since 1970; null for the time of day */
let clock = null;
const auth = createAuthBridge({ ...readEnvironment(), now: () => clock ?? Date.now() / 1000 });

const app = express();
app.get("/health", (_, res) => void res.json({ status: "ok" }));
app.put("/clock", express.json(), (req, res) => {
  ({ now: clock } = req.body);
  res.status(204).end();
});
app.get("/me", auth.principal, (req, res) => {
  const { userId, sessionId, scopes } = auth.principal.of(req);
  res.json({ user_id: userId, session_id: sessionId, scopes: [...scopes].sort() });
});
app.get("/optional", auth.optionalPrincipal, (req, res) => {
  res.json({ user_id: auth.optionalPrincipal.of(req)?.userId ?? null });
});
app.get("/api/:user_id/tasks", auth.pathOwner, (req, res) => {
  res.json({ user_id: auth.pathOwner.of(req).userId });
});

app.listen(Number(process.env.PORT), "127.0.0.1");
