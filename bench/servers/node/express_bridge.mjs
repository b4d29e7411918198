/** Express behind `auth.pathOwner`, used as the README says. */
import express from "express";
import { readEnvironment } from "jwt-auth-bridge";
import { createAuthBridge } from "jwt-auth-bridge/express";
import { PORT } from "./settings.mjs";

const auth = createAuthBridge(readEnvironment());
const app = express();
app.get("/api/:user_id/tasks", auth.pathOwner, (request, response) => {
  response.json({ user_id: request.params.user_id });
});

app.listen(PORT, "127.0.0.1");
