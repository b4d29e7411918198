import type { Calibration } from "./calibrate.js";
import type { Features } from "./evidence/compare.js";
import type { Traces } from "./evidence/traces.js";
import type { Answer, Client } from "./http/client.js";
import type { Api, Planned } from "./plan/api.js";
import type { Writing } from "./plan/requests.js";
import type { Scene } from "./plan/scene.js";
import type { Finding } from "./report/findings.js";
import type { Users } from "./users.js";
import type { Written } from "./written.js";

/** All that an attempt may use. */
export interface World {
  readonly api: Api;
  readonly client: Client;
  readonly users: Users;
  /** A's objects. */
  readonly owner: Scene;
  /** B's objects. */
  readonly other: Scene;
  readonly traces: Traces;
  readonly findings: Finding[];
  /** What others have tried to write. */
  readonly written: Written;
  readonly calibration: Calibration;
}

/** An operation that the owner is let through, and what everybody gets from it by right. */
export interface Subject {
  readonly operation: Planned;
  /** The owner's answer; undefined while it is not known, of what would take everything away. */
  readonly owners: Answer | undefined;
  /** The other user's answer to the same operation on their own data; of a GET alone, and where it could be told. */
  readonly others: Features | undefined;
  /** Of a POST that reads, as a search does: how its body is written so that the owner is shown what is theirs. */
  readonly searches: readonly Search[];
}

/** How the body of a search is written. */
export interface Search extends Pick<Writing, "withOptional"> {
  readonly text: string;
  readonly also: readonly string[];
  /** Another text shows the owner nothing of theirs: to ask for this one is all that it does. */
  readonly isFilter: boolean;
}
