import type { AuthContext } from "better-auth";
import type { Entry } from "../../revocation/entry.js";

/** Better Auth's own way to its database, within a transaction or without one. */
export type Adapter = Omit<AuthContext["adapter"], "transaction">;

/** Where entries are kept until the tokens that they end have expired. */
export interface RevocationStore {
  /**
   * Keep these entries. When the promise is fulfilled they will reach every verifier.
   *
   * @param adapter - The way to the database that the ending itself takes: both are done, or neither is.
   */
  publish(entries: readonly Entry[], adapter: Adapter): Promise<void>;
}
