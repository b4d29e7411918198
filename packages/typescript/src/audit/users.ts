import { randomBytes, randomUUID } from "node:crypto";
import { encode } from "../base64url.js";
import { ConfigurationError } from "../errors.js";
import { deriveKey, sign } from "../hmac-key.js";
import type { Key } from "../key.js";
import { Canaries } from "./bodies/canary.js";
import { isObject } from "./openapi/references.js";
import type { Fault } from "./report/findings.js";

const LIFETIME = 3600; // seconds: the longest that a verifier accepts
const HOUR = 3600;

/** Somebody who calls the API. */
export interface User {
  readonly id: string;
  /** A new one for each request, where it can be minted: a long audit outlives none. */
  token(): string;
  readonly canaries: Canaries;
}

/** A user whose id a careless comparison takes for the owner's. */
interface Lookalike {
  readonly user: User;
  readonly fault: Extract<Fault, `lookalike-${string}`>;
}

export interface Users {
  /** A: whose data it is. */
  readonly owner: User;
  /** B: who must see nothing of it. */
  readonly other: User;
  readonly lookalikes: readonly Lookalike[];
  /** A token of the owner that nobody signed. */
  readonly forged: string;
  /** A token of the owner that was good an hour ago. */
  readonly expired: string | undefined;
}

/** How tokens are minted: as `jwtBridge()` issues them. */
export interface MintedUsers {
  readonly secret: string;
  readonly issuer: string;
  readonly audience: string;
}

/** Two tokens of any kind, of two users who may do the same. */
export interface GivenUsers {
  readonly ownerToken: string;
  readonly otherToken: string;
  /** Read from the token's `sub` unless set. */
  readonly ownerId?: string | undefined;
  readonly otherId?: string | undefined;
}

/** @throws {@link ConfigurationError} for an unusable secret or audience. */
export function mintUsers({ secret, issuer, audience }: MintedUsers): Users {
  const key = deriveKey(secret, audience);
  const mint = (sub: string, age = 0) => mintToken(key, { iss: issuer, aud: audience, sub }, age);
  const user = (id: string, word: string): User => ({
    id,
    token: () => mint(id),
    canaries: new Canaries(word),
  });
  const owner = user(newId("A"), "owner");
  const looksAlike = (id: string, fault: Lookalike["fault"]) => ({ user: user(id, "alike"), fault });
  return {
    owner,
    other: user(newId("B"), "other"),
    lookalikes: [
      looksAlike(swapCase(owner.id), "lookalike-case"),
      looksAlike(`${owner.id}x`, "lookalike-prefix"),
      looksAlike(owner.id.slice(0, -1), "lookalike-prefix"),
      looksAlike(`${owner.id} `, "lookalike-space"),
      looksAlike(toFullWidth(owner.id), "lookalike-unicode"),
    ],
    forged: forge(mint(owner.id)),
    expired: mint(owner.id, LIFETIME + HOUR),
  };
}

/** @throws {@link ConfigurationError} when the tokens are one user's, or their users are not known. */
export function giveUsers({ ownerToken, otherToken, ownerId, otherId }: GivenUsers): Users {
  const owner = given(ownerToken, ownerId, "owner");
  const other = given(otherToken, otherId, "other");
  if (owner.id === other.id) {
    throw new ConfigurationError("setting_invalid", "Both tokens are of one user. Give those of two");
  }
  return { owner, other, lookalikes: [], forged: forge(ownerToken), expired: undefined };
}

function given(token: string, id: string | undefined, word: string): User {
  // A header would refuse it, in words that hold it: a line break at its end, as files have.
  if (!/^[!-~]+$/.test(token)) {
    const message = `The token of the ${word} user holds a space, a line break or the like`;
    throw new ConfigurationError("setting_invalid", message);
  }
  const found = id ?? subjectOf(token);
  if (found === undefined) {
    const message = `The token of the ${word} user does not say whose it is. Give the user's id too`;
    throw new ConfigurationError("setting_missing", message);
  }
  return { id: found, token: () => token, canaries: new Canaries(word) };
}

/** Read, not verified: the API does that. */
function subjectOf(token: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    return isObject(payload) && typeof payload.sub === "string" ? payload.sub : undefined;
  } catch {
    return undefined;
  }
}

function mintToken(key: Key, claims: { iss: string; aud: string; sub: string }, age: number): string {
  const iat = Math.floor(Date.now() / 1000) - age;
  const payload = { ...claims, sid: randomUUID(), jti: randomUUID(), iat, exp: iat + LIFETIME };
  const signed = `${key.headerSegment}.${encode(JSON.stringify(payload))}`;
  return `${signed}.${sign(key, signed)}`;
}

/** Of the form of Better Auth's: letters of both cases and digits. */
function newId(letter: string): string {
  return `audit${letter}${randomBytes(16).toString("hex").slice(0, 26)}`;
}

/** Another signature of the same length, in the form of one; of a token in any other form, another end. */
function forge(token: string): string {
  const [, , signature = ""] = token.split(".");
  const length = Math.max(signature.length, 8);
  const another = randomBytes(Math.floor((length * 3) / 4)).toString("base64url");
  return token.slice(0, token.length - length) + another;
}

function swapCase(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => (letter < "a" ? letter.toLowerCase() : letter.toUpperCase()));
}

/** The first letter in its full-width form, which NFKC makes plain again. */
function toFullWidth(text: string): string {
  return String.fromCodePoint((text.codePointAt(0) ?? 0) + 0xfee0) + text.slice(1);
}
