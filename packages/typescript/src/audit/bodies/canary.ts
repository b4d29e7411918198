import { randomBytes } from "node:crypto";

/** Texts that one user alone has written. Small letters and digits, so that an API keeps them as they are. */
export class Canaries {
  /** What all of them begin with. */
  readonly mark: string;
  #count = 0;

  constructor(word: string) {
    this.mark = word + randomBytes(4).toString("hex");
  }

  next(): string {
    this.#count += 1;
    return `${this.mark}n${this.#count}`;
  }
}
