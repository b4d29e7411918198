/** Express behind a middleware that does nothing. */
import express from "express";
import { PORT } from "./settings.mjs";

const app = express();
app.get(
  "/api/:user_id/tasks",
  (_request, _response, next) => next(),
  (request, response) => {
    response.json({ user_id: request.params.user_id });
  },
);

app.listen(PORT, "127.0.0.1");
