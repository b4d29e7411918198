import { sharedSecret } from "../../../src/index.js";
import type { ChangingKeySource } from "../../../src/keys.js";
import { SECRET } from "../settings.js";

/** The shared secret's keys, from the first look on. */
export function lateKeys(): ChangingKeySource {
  const source = sharedSecret(SECRET);
  let isThere = false;
  let listener = () => {};
  return {
    algorithms: ["HS256"],
    keysFor: (audience) => (isThere ? source.keysFor(audience) : []),
    subscribe: (each) => {
      listener = each;
    },
    find: async () => {
      isThere = true;
      listener();
    },
  };
}

/** Keys whose source rejects with this, whatever it is, when it is asked. */
export function brokenKeys(reason: unknown): ChangingKeySource {
  return { ...lateKeys(), find: () => Promise.reject(reason) };
}
