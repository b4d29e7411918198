/** Express with `express-jwt`, as its documentation has it, and the path compared by hand. KEY_MADE=1: with a `KeyObject`. */
import { createSecretKey } from "node:crypto";
import express from "express";
import { expressjwt, UnauthorizedError } from "express-jwt";
import { AUDIENCE, ISSUER, KEY, PORT } from "./settings.mjs";

const secret = process.env.KEY_MADE === "1" ? createSecretKey(KEY) : KEY;
const app = express();
app.use(expressjwt({ secret, algorithms: ["HS256"], issuer: ISSUER, audience: AUDIENCE }));
app.get("/api/:user_id/tasks", (request, response) => {
  const { auth } = /** @type {express.Request & { auth?: import("jsonwebtoken").JwtPayload }} */ (request);
  const { user_id } = request.params;
  if (auth?.sub === user_id) response.json({ user_id });
  else response.sendStatus(403);
});
/** @type {express.ErrorRequestHandler} */
const answerRefusal = (error, _request, response, next) =>
  error instanceof UnauthorizedError ? void response.sendStatus(401) : next(error);
app.use(answerRefusal);

app.listen(PORT, "127.0.0.1");
