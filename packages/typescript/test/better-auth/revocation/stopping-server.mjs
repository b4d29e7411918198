/** An auth server as a process of its own, whose feed is listened to. With "polite" it stops as servers do. */
import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { toNodeHandler } from "better-auth/node";
import { jwtBridge } from "jwt-auth-bridge/better-auth";

const tables = { user: [], session: [], account: [], verification: [], jwks: [], revocation: [] };
const server = createServer((request, response) => handle(request, response));
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  process.send?.(port);
});
const auth = betterAuth({
  baseURL: process.env.BETTER_AUTH_URL,
  secret: process.env.BETTER_AUTH_SECRET,
  database: memoryAdapter(tables),
  plugins: [jwtBridge({ audience: process.env.JWT_AUDIENCE, revocation: true })],
});
const handle = toNodeHandler(auth);
if (process.argv[2] === "polite") process.once("SIGTERM", () => server.close(() => process.exit(7)));
