import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import type { AuthContext, GenericEndpointContext } from "better-auth";
import { symmetricDecrypt } from "better-auth/crypto";
import { createJwk } from "better-auth/plugins";
import { encode } from "../../base64url.js";
import { ConfigurationError } from "../../errors.js";
import { readPublicKey, UnsuitableKeyError } from "../../jwks/public-key.js";
import type { Key } from "../../key.js";
import { reasonOf } from "../../revocation/transport.js";
import type { Signer } from "../signer.js";
import { type Dated, type Schedule, scheduleOf } from "./schedule.js";
import type { KeySetSettings } from "./settings.js";

/** A key pair that profile v1 can use: its public half, and the private one as Better Auth keeps it, encrypted. */
export interface KeyPair extends Dated {
  readonly key: Key;
  readonly privateKey: string;
}

/** A row of Better Auth's table `jwks`. */
interface Row {
  readonly id: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly createdAt: Date;
  readonly expiresAt?: Date | null | undefined;
  readonly alg?: string | null | undefined;
}

const MODEL = "jwks";
/** What a verifier reads of a key set at most. */
const MOST_ROWS = 100;

// Many requests that find the next key due make one, not each its own.
const making = new WeakMap<object, Promise<void>>();

/**
 * What the key pairs of this Better Auth do now. Makes the first one, and the next one when it is time, and deletes those that
 * are over.
 *
 * @throws What the database throws; also when a key pair is needed and cannot be made.
 */
export async function currentKeyPairs(
  ctx: GenericEndpointContext,
  settings: KeySetSettings,
): Promise<Schedule<KeyPair>> {
  const { adapter, logger } = ctx.context;
  const found = await readSchedule(adapter, settings);
  if (!found.isDue) return found;
  const made = making.get(adapter) ?? rotate(ctx, settings).finally(() => making.delete(adapter));
  making.set(adapter, made);
  try {
    await made;
  } catch (error) {
    // The one that signs is good for as long as it takes.
    if (found.signing === undefined) throw error;
    logger.error(`jwtBridge(): the next key pair cannot be made: ${reasonOf(error)}`);
    return found;
  }
  return readSchedule(adapter, settings);
}

/** @throws {@link ConfigurationError} when the private key was encrypted under another secret. */
export async function signerOf({ key, privateKey }: KeyPair, context: AuthContext): Promise<Signer> {
  const material = await decrypt(privateKey, key.kid, context);
  // EdDSA hashes by itself (RFC 8032); ES256 has its two numbers side by side (RFC 7518 §3.4).
  const digest = key.algorithm === "EdDSA" ? null : "sha256";
  const options = { key: material, dsaEncoding: "ieee-p1363" } as const;
  return {
    headerSegment: key.headerSegment,
    sign: (signingInput) => encode(sign(digest, Buffer.from(signingInput), options)),
  };
}

async function readSchedule(
  adapter: AuthContext["adapter"],
  settings: KeySetSettings,
): Promise<Schedule<KeyPair>> {
  const sortBy = { field: "createdAt", direction: "desc" } as const;
  const rows = await adapter.findMany<Row>({ model: MODEL, sortBy, limit: MOST_ROWS });
  return scheduleOf(rows.flatMap(toKeyPair), settings, Date.now() / 1000);
}

/** Rows of other kinds are Better Auth's business, not ours: they are neither published nor used. */
function toKeyPair({ id, publicKey, privateKey, createdAt, expiresAt, alg }: Row): KeyPair[] {
  try {
    const key = readPublicKey({ ...JSON.parse(publicKey), kid: String(id), ...(alg && { alg }) });
    const times = {
      createdAt: createdAt.getTime() / 1000,
      ...(expiresAt && { expiresAt: expiresAt.getTime() / 1000 }),
    };
    return [{ kid: key.kid, algorithm: key.algorithm, key, privateKey, ...times }];
  } catch (error) {
    if (error instanceof UnsuitableKeyError || error instanceof SyntaxError) return [];
    throw error;
  }
}

async function rotate(ctx: GenericEndpointContext, settings: KeySetSettings): Promise<void> {
  const { adapter } = ctx.context;
  // Whoever asked may have looked before somebody else was done.
  const { isDue, over } = await readSchedule(adapter, settings);
  if (!isDue) return;
  const made = await createJwk(ctx, { jwks: { keyPairConfig: { alg: settings.algorithm } } });
  if (toKeyPair(made).length === 0) {
    // Or there would be one more with each request.
    await adapter.delete({ model: MODEL, where: [{ field: "id", value: made.id }] });
    const message =
      "The ids that Better Auth gives cannot name keys. Have advanced.database.generateId give letters and digits";
    throw new ConfigurationError("setting_invalid", message);
  }
  const value = over.map(({ kid }) => kid);
  if (value.length === 0) return;
  await adapter.deleteMany({ model: MODEL, where: [{ field: "id", operator: "in", value }] });
}

async function decrypt(text: string, kid: string, { secretConfig }: AuthContext): Promise<KeyObject> {
  try {
    const jwk = await symmetricDecrypt({ key: secretConfig, data: JSON.parse(text) });
    return createPrivateKey({ key: JSON.parse(jwk), format: "jwk" });
  } catch {
    const mend = "Put that one into BETTER_AUTH_SECRETS behind the new one, or delete the row";
    const message = `The private key ${kid} of the table jwks was encrypted under another secret. ${mend}`;
    throw new ConfigurationError("setting_invalid", message);
  }
}
