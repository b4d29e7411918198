import type { Answer, Request } from "../http/client.js";
import { decodeOrSame } from "../http/decode.js";
import { idsWithin } from "../plan/ids.js";
import type { User } from "../users.js";

/** A shorter id stands in an answer by chance: 7, or "new". */
const MIN_LENGTH = 8;

/** What of the owner's an answer to somebody else holds. */
export interface Trace {
  readonly kind: "the owner's id" | "an id of the owner's object" | "a text of the owner's";
}

/** What can be told to be the owner's wherever it stands. */
export class Traces {
  readonly #owner: User;
  readonly #ids = new Set<string>();
  readonly #shared = new Set<string>();

  constructor(owner: User) {
    this.#owner = owner;
  }

  /** What others were shown before the owner had anything belongs to nobody. */
  share(answer: Answer): void {
    for (const id of idsWithin(answer.json)) this.#shared.add(id);
  }

  /** What the owner was answered on making an object is the owner's. */
  learn(answer: Answer): void {
    for (const id of idsWithin(answer.json)) {
      if (id.length >= MIN_LENGTH && id !== this.#owner.id && !this.#shared.has(id)) this.#ids.add(id);
    }
  }

  /** An id that a path names. */
  learnId(id: string): void {
    if (id.length >= MIN_LENGTH && !this.#shared.has(id)) this.#ids.add(id);
  }

  /**
   * The first trace of the owner in an answer. What the request itself held tells nothing.
   *
   * @param known - What else the caller has said or been shown before, and may have in their own data since.
   */
  find({ request, text, headers }: Answer, caller: User | undefined, known = ""): Trace | undefined {
    const said = `${textOf(request)}\n${known}`;
    const heard = `${text}\n${[...headers].map(([name, value]) => `${name}: ${value}`).join("\n")}`;
    const { mark } = this.#owner.canaries;
    if (holdsNews(heard.toLowerCase(), said.toLowerCase(), mark)) return { kind: "a text of the owner's" };
    for (const id of this.#ids) {
      if (heard.includes(id) && !said.includes(id)) return { kind: "an id of the owner's object" };
    }
    const { id } = this.#owner;
    const isOwnName = caller?.id.includes(id) ?? false; // a lookalike's own id holds the owner's
    return heard.includes(id) && !said.includes(id) && !isOwnName ? { kind: "the owner's id" } : undefined;
  }
}

/** Whether texts with this mark are heard that were not said. */
function holdsNews(heard: string, said: string, mark: string): boolean {
  const pattern = new RegExp(`${mark}n\\d+`, "g");
  return (heard.match(pattern) ?? []).some((text) => !said.includes(text));
}

/** All of a request but its credentials. */
function textOf({ path, body, headers }: Request): string {
  const decoded = decodeOrSame(path.replaceAll("+", " "));
  return [path, decoded, JSON.stringify(body ?? ""), ...Object.values(headers ?? {})].join("\n");
}
