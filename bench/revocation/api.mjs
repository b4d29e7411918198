/** An API that listens to revocations, by Redis with REDIS_URL, else by the feed, and answers 200 to whoever has a token. */
import { createServer } from "node:http";
import { AuthError, createRevocations, createVerifier, readEnvironment } from "jwt-auth-bridge";
import { revocationFeed } from "jwt-auth-bridge/revocation-feed";
import { redisRevocations } from "jwt-auth-bridge/revocation-redis";

const settings = readEnvironment();
const url = process.env.REDIS_URL;
const transport = url ? redisRevocations({ ...settings, url }) : revocationFeed(settings);
const revocations = createRevocations({ transport });
await revocations.start();
const verifier = createVerifier({ ...settings, revocations });

createServer(async (request, response) => {
  try {
    await verifier.verifyHeader(request.headersDistinct.authorization);
    response.end();
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    response.writeHead(error.status).end();
  }
}).listen(Number(process.env.PORT), "127.0.0.1");
