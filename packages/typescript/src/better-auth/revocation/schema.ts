import type { BetterAuthPluginDBSchema } from "better-auth";

/** The table's name, as Better Auth's adapter knows it. */
export const MODEL = "revocation";

/** One row of it: a session (`sid`), or a user (`sub`) and a moment (`before`). */
export interface RevocationRow {
  readonly id: string;
  readonly sid?: string | null;
  readonly sub?: string | null;
  readonly before?: Date | null;
  readonly until: Date;
  readonly createdAt: Date;
}

// Moments are dates: every database keeps their milliseconds, and an integer of seconds would lose them.
export const REVOCATION_SCHEMA = {
  [MODEL]: {
    fields: {
      sid: { type: "string", required: false },
      sub: { type: "string", required: false },
      before: { type: "date", required: false },
      until: { type: "date", required: true, index: true },
      createdAt: { type: "date", required: true, index: true },
    },
  },
} satisfies BetterAuthPluginDBSchema;
