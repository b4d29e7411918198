import type { Request } from "./http/client.js";
import type { Attempt, Fault } from "./report/findings.js";

/** A request that wrote a text. */
export interface Origin {
  readonly operation: string;
  readonly attempt: Attempt;
  readonly fault: Fault;
  readonly how: string;
}

interface Writing extends Pick<Origin, "attempt" | "fault" | "how"> {
  readonly request: Request;
}

/** What others have written: which request wrote which text, and which of the owner's texts they know. */
export class Written {
  readonly #origins = new Map<string, Origin>();
  readonly #known = new Set<string>();
  readonly #theirs: RegExp;
  readonly #owners: RegExp;

  /** @param marks - What the texts of the owner's begin with, and those of each other user's. */
  constructor({ owner, others }: { readonly owner: string; readonly others: readonly string[] }) {
    this.#owners = canaries([owner]);
    this.#theirs = canaries(others);
  }

  add(operation: string, { attempt, fault, how, request }: Writing): void {
    const text = `${decoded(request.path)}\n${JSON.stringify(request.body ?? "")}`;
    for (const one of this.theirsIn(text)) this.#origins.set(one, { operation, attempt, fault, how });
    for (const one of textsIn(text, this.#owners)) this.#known.add(one);
  }

  /** What has been said of once is no news again. */
  admit(answer: string): void {
    for (const one of textsIn(answer, this.#owners)) this.#known.add(one);
  }

  /** Texts of the owner's that others have written themselves or been shown. */
  get known(): string {
    return [...this.#known].join("\n");
  }

  /** The request that wrote it; undefined for what somebody wrote into their own data. */
  originOf(text: string): Origin | undefined {
    return this.#origins.get(text);
  }

  /** Others' texts in an answer, each once. */
  theirsIn(answer: string): string[] {
    return textsIn(answer, this.#theirs);
  }

  /** Whether an answer holds a text of the owner's that others have neither written themselves, such as the name of a file, nor been shown. */
  isNews(answer: string): boolean {
    return textsIn(answer, this.#owners).some((text) => !this.#known.has(text));
  }
}

const canaries = (marks: readonly string[]) => new RegExp(`(?:${marks.join("|")})n\\d+`, "gi");

const textsIn = (text: string, pattern: RegExp): string[] => [
  ...new Set((text.match(pattern) ?? []).map((one) => one.toLowerCase())),
];

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
