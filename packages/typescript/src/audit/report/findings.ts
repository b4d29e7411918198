/** Everything that the audit can find, with what it means. Names are for ever: SARIF and ignore lists hold them. */
export const FAULTS = {
  "missing-authentication": "An operation answers without a token.",
  "forged-token": "An operation takes a token whose signature is wrong.",
  "expired-token": "An operation takes a token that has expired.",
  "foreign-path": "A user reads under another user's path.",
  "foreign-object": "A user reads another user's object by its id.",
  "foreign-create": "A user adds to another user's data.",
  "foreign-update": "A user changes another user's object.",
  "foreign-delete": "A user deletes another user's object.",
  "self-share": "A user gives themself what shows another user's data.",
  "list-leak": "A user's own view holds another user's data.",
  "filter-leak": "A filter or a search shows another user's data.",
  "cursor-leak": "Another user's cursor shows that user's data.",
  "count-leak": "A number that a user sees counts other users' objects.",
  "owner-in-body": "The owner can be set in the body.",
  "owner-in-query": "The owner can be set in the query.",
  "owner-in-header": "The owner can be set in a header.",
  "lookalike-case": "User ids are compared without regard to case.",
  "lookalike-prefix": "Only the beginning of a user id is compared.",
  "lookalike-space": "User ids are compared without white space at their ends.",
  "lookalike-unicode": "User ids are compared after Unicode normalisation.",
  "error-leak": "An error shows another user's data.",
  "existence-leak": "An answer tells whether another user's object, or another user, exists.",
  "method-leak": "HEAD or OPTIONS tells what GET does not.",
  "validator-leak": "A conditional request tells whether another user's object has changed.",
} as const;

export type Fault = keyof typeof FAULTS;

/** The columns of the table, in their order. */
export const ATTEMPTS = {
  owner: "the owner, with all in order",
  none: "no token",
  forged: "the owner's token with another signature",
  expired: "the owner's token, an hour too old",
  path: "another user on the owner's path",
  ids: "another user, with ids of the owner's objects",
  views: "what another user's own lists, filters, cursors and counts show",
  smuggled: "another user, with the owner's id in body, query and headers",
  alike: "a user whose id is nearly the owner's",
  exists: "the owner's ids against ids of nothing: the same answer",
} as const;

export type Attempt = keyof typeof ATTEMPTS;

export interface Finding {
  readonly fault: Fault;
  readonly operation: string;
  readonly attempt: Attempt;
  /** What was sent and what came back, in a sentence. Never a token. */
  readonly evidence: string;
}

/** What an attempt has shown. */
export interface Cell {
  /**
   * `open`: answered, with nothing of the owner's, as to anybody; `untested`: it could not be told; `none`: it does not
   * apply to this operation.
   */
  readonly outcome: "safe" | "leak" | "open" | "untested" | "none";
  /** Status of the answer, the worst of several; absent without one. */
  readonly status?: number;
}

export interface Row {
  readonly operation: string;
  readonly cells: Readonly<Record<Attempt, Cell>>;
  /** Why the operation could not be tested: the owner was not let through. */
  readonly untested?: string;
}

export interface Report {
  /** The origin. */
  readonly target: string;
  /** The OpenAPI document: a file or a URL. */
  readonly document: string;
  readonly requests: number;
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
  /** Rows that could not be tested. */
  readonly untested: readonly Row[];
  /** What the reader must know: attempts that were not made, and what most of the API's being untested means. */
  readonly warnings: readonly string[];
}
