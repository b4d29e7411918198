import { TokenInvalidError, VerificationUnavailableError } from "./errors.js";
import { readHeader } from "./header.js";
import type { CompactJws } from "./jws.js";
import type { Key } from "./key.js";
import type { ChangingKeySource, KeySource } from "./keys.js";
import { createNewestKey, createOldKey, type KeyMetrics, NEWEST, type WatchedKey } from "./old-key.js";
import { unknownKey } from "./unknown-key.js";
import { checkPublicKeys, isUnmodified, notCompatible } from "./unmodified.js";

/** The key of a token whose header had to be read. */
export interface FoundKey {
  readonly key: Key;
  /** The token is one of Better Auth's own `jwt()`, and those are accepted here. */
  readonly isUnmodified: boolean;
}

/** The keys of one verifier, from one source or several, found by a token's header. */
export interface KeyRing {
  /**
   * The key whose issuer writes exactly this header segment. It is always the same bytes, so nothing of a foreign
   * header is interpreted on this path.
   */
  bySegment(segment: string): Key | undefined;
  /**
   * The key of a token with any other header.
   *
   * @throws {@link TokenInvalidError} for a header that is not ours, and for a key that is in no source.
   * @throws {@link VerificationUnavailableError} when a source that may hold the key cannot be asked.
   */
  find(token: CompactJws): Promise<FoundKey>;
  /**
   * A key that may be about to go. It is old when it is not the first of its own source: nothing should be signed with it any more.
   * Keys of a source that changes are never old, for they go by themselves.
   */
  watched(kid: string): WatchedKey | undefined;
  /** By key id. */
  metrics(): Readonly<Record<string, KeyMetrics>>;
}

/** Settings of {@link createKeyRing}. */
export interface KeyRingOptions {
  /** Of two keys with one id that of a source which never changes counts, and else the earlier source's. */
  readonly sources: readonly KeySource[];
  readonly audience: string;
  /** Whether tokens of Better Auth's own `jwt()` are accepted. */
  readonly isCompatible?: boolean;
  /** Called after the keys have changed. */
  readonly changed?: () => void;
  /** Takes the line about a token of an old key. */
  readonly info?: (message: string) => void;
}

/** @throws {@link ConfigurationError} when tokens of Better Auth's own `jwt()` are accepted, and no key can be theirs. */
export function createKeyRing(options: KeyRingOptions): KeyRing {
  const { sources, audience, isCompatible = false, changed = () => {}, info = () => {} } = options;
  const changing = sources.filter(isChanging);
  // What comes in later never takes the place of what the app was started with (profile rule K22).
  const settled = [...sources.filter((source) => !isChanging(source)), ...changing];
  const watched = watchKeys(sources, audience, info);
  let byKid: ReadonlyMap<string, Key>;
  let bySegment: ReadonlyMap<string, Key>;

  function collect(): void {
    const found = new Map<string, Key>();
    for (const key of settled.flatMap((source) => source.keysFor(audience))) {
      if (!found.has(key.kid)) found.set(key.kid, key);
    }
    byKid = found;
    bySegment = new Map([...found.values()].map((key) => [key.headerSegment, key]));
  }
  async function lookFor(kid: string, algorithm: string): Promise<Key | undefined> {
    let unavailable: VerificationUnavailableError | undefined;
    for (const source of changing.filter(({ algorithms }) => algorithms.some((each) => each === algorithm))) {
      await source.find(kid).catch((error: unknown) => {
        if (!(error instanceof VerificationUnavailableError)) throw error;
        unavailable = error;
      });
    }
    const key = byKid.get(kid);
    if (key === undefined && unavailable !== undefined) throw unavailable;
    return key;
  }
  const algorithms = () => [...byKid.values(), ...changing].flatMap(algorithmsOf);
  // The key fixes the algorithm; the token has to agree (RFC 8725 §3.1).
  function checkAlgorithm(algorithm: string, key: Key | undefined): void {
    const possible = key ? [key.algorithm] : algorithms();
    if (possible.some((each) => each === algorithm)) return;
    throw new TokenInvalidError(`alg: not ${[...new Set(possible)].sort().join(" or ")}`);
  }

  collect();
  if (isCompatible) checkPublicKeys(algorithms());
  for (const source of changing) {
    source.subscribe(() => {
      collect();
      changed();
    });
  }
  return {
    bySegment: (segment) => bySegment.get(segment),
    async find({ header, payload }) {
      const members = readHeader(header);
      const { alg, typ, kid } = members;
      if (typ === undefined && !isCompatible) throw notCompatible(members);
      checkAlgorithm(alg, byKid.get(kid));
      const isOther = isUnmodified(members);
      if (isOther && !isCompatible) throw notCompatible(members);
      if (!isOther && typ !== "at+jwt") throw new TokenInvalidError("typ: not at+jwt");
      const key = byKid.get(kid) ?? (await lookFor(kid, alg));
      if (key === undefined) {
        const isPublished = changing.flatMap(algorithmsOf).some((each) => each === alg);
        throw unknownKey(kid, byKid.keys(), payload, audience, isPublished);
      }
      // What was found after a look may be another kind of key than the token says.
      checkAlgorithm(alg, key);
      return { key, isUnmodified: isOther };
    },
    watched: (kid) => watched.get(kid),
    metrics: () =>
      Object.fromEntries([...byKid.keys()].map((kid) => [kid, watched.get(kid)?.metrics ?? NEWEST])),
  };
}

/** Those of the sources that never change. */
function watchKeys(
  sources: readonly KeySource[],
  audience: string,
  info: (message: string) => void,
): ReadonlyMap<string, WatchedKey> {
  const watched = new Map<string, WatchedKey>();
  for (const source of sources.filter((each) => !isChanging(each))) {
    const [newest, ...others] = source.keysFor(audience);
    for (const { kid } of others) if (!watched.has(kid)) watched.set(kid, createOldKey(kid, info));
    // One source is to be dropped for another, perhaps.
    const isOnly = sources.length === 1;
    if (newest && !isOnly && !watched.has(newest.kid)) watched.set(newest.kid, createNewestKey());
  }
  return watched;
}

function isChanging(source: KeySource): source is ChangingKeySource {
  return "find" in source;
}

function algorithmsOf(source: Key | ChangingKeySource) {
  return "algorithms" in source ? source.algorithms : [source.algorithm];
}
