/** A password as PostgreSQL keeps it: who sends this sends no password, and the server's log gets none. */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

const ITERATIONS = 4096; // PostgreSQL's own number

/**
 * @param {string} password - of ASCII characters: nothing is normalised
 * @returns {string} what `ALTER ROLE … PASSWORD` takes as it is (RFC 5803, PostgreSQL: pg_authid.rolpassword)
 */
export function scramVerifier(password, salt = randomBytes(16)) {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256");
  const keyed = (/** @type {string} */ purpose) => createHmac("sha256", salted).update(purpose).digest();
  const stored = createHash("sha256").update(keyed("Client Key")).digest("base64");
  const server = keyed("Server Key").toString("base64");
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString("base64")}$${stored}:${server}`;
}
