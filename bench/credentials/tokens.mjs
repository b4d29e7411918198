/** What the servers and the loops verify: tokens for each of many users. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { faultyTokens, identifier, profileClaims, stockClaims } from "./claims.mjs";
import { writeLoadFile } from "./load-file.mjs";
import { hmacSigner, keyPairSigner } from "./signers.mjs";

const AUDIENCE = "todo-api";
/** So many sets that no cache of verified tokens here holds a tenth of them: when a token comes again, it is out. */
const SETS = 20;

/**
 * @typedef {Record<string, string>} Headers
 * @typedef {object} Credentials - of one kind
 * @property {{ id: string, headers: Headers }[]} users
 * @property {Record<string, Headers>} refused - with a fault, by the fault's name
 * @property {string} loadFile - for wrk
 * @property {Record<string, string>} env - for the server that checks them
 *
 * @typedef {object} LoopFile - what the loops read
 * @property {string[][]} rounds - sets of tokens
 * @property {Record<string, string>} refused
 *
 * @typedef {object} Tokens
 * @property {Credentials} hs256 - one token a user
 * @property {Credentials} hs256New - so many that each is new to whoever has a cache
 * @property {Credentials} eddsa
 * @property {Credentials} eddsaNew
 * @property {Credentials} stock - of an unmodified `jwt()` plugin
 * @property {string} loopFile
 * @property {() => void} stop
 */

/**
 * @param {number} count - users
 * @param {string} folder
 * @returns {Promise<Tokens>}
 */
export async function makeTokens(count, folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pair = await keyPairSigner();
  const settings = { issuer: pair.origin, audience: AUDIENCE };
  const hmac = hmacSigner(AUDIENCE);
  const env = { BETTER_AUTH_URL: settings.issuer, JWT_AUDIENCE: AUDIENCE };
  const ids = Array.from({ length: count }, (_, index) => identifier(`user ${index}`));

  /** @param {import("./claims.mjs").Mint} mint */
  const setsOf = (mint) =>
    Array.from({ length: SETS }, (_, set) => ids.map((id) => mint(profileClaims(settings, id, set))));
  /** @param {string} name @param {readonly string[][]} sets @param {Record<string, string>} refused @param {Record<string, string>} more */
  const credentials = (name, sets, refused, more) => {
    const all = sets.flatMap((set) =>
      set.map((token, at) => ({ id: ids[at] ?? "", headers: bearer(token) })),
    );
    return {
      users: all.slice(0, count),
      refused: Object.fromEntries(Object.entries(refused).map(([fault, token]) => [fault, bearer(token)])),
      loadFile: writeLoadFile(join(folder, `${name}.txt`), all),
      env: { ...env, ...more },
    };
  };

  const claims = profileClaims(settings, ids[0] ?? "");
  const [shared, pairs] = [setsOf(hmac.mint), setsOf(pair.mint)];
  const faulty = { shared: faultyTokens(hmac.mint, claims), pairs: faultyTokens(pair.mint, claims) };
  const published = { JWT_JWKS_URL: pair.url };
  /** @type {import("./claims.mjs").Mint} */
  const stockMint = (payload, header) => pair.mint(payload, { typ: undefined, ...header });
  const stock = ids.map((id) => stockMint(stockClaims(settings, id)));
  const faultyStock = faultyTokens(stockMint, stockClaims(settings, ids[0] ?? ""));

  const loopFile = join(folder, "loops.json");
  writeFileSync(loopFile, JSON.stringify({ rounds: shared, refused: faulty.shared }), { mode: 0o600 });
  return {
    hs256: credentials("hs256", shared.slice(0, 1), faulty.shared, hmac.env),
    hs256New: credentials("hs256-new", shared, faulty.shared, hmac.env),
    eddsa: credentials("eddsa", pairs.slice(0, 1), faulty.pairs, published),
    eddsaNew: credentials("eddsa-new", pairs, faulty.pairs, published),
    stock: credentials("stock", [stock], faultyStock, published),
    loopFile,
    stop: pair.stop,
  };
}

/** @param {string} token @returns {Headers} */
export const bearer = (token) => ({ Authorization: `Bearer ${token}` });
