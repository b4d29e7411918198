import { type Answer, type Client, isSuccess } from "../http/client.js";
import { isObject, type Json } from "../openapi/references.js";
import type { User } from "../users.js";
import { type Api, type Planned, producersOf } from "./api.js";
import { idOfCreated, idOfHolder } from "./ids.js";
import { shape } from "./names.js";
import { pathOf, requestOf, type Target, type Writing } from "./requests.js";

/** The objects of one user, made through the API as that user. */
export class Scene {
  readonly user: User;
  readonly #api: Api;
  readonly #client: Client;
  readonly #objects = new Map<string, string>();
  /** Operations whose body is taken without its optional members only. */
  readonly #sparse = new Set<string>();
  /** Which of the values of switches and lists an operation is sent with; those of which there are any. */
  readonly #choices = new Map<string, number>();
  readonly #making = new Set<string>();
  readonly #onMade: (answer: Answer, id: string | undefined) => void;
  /** The texts of the object that each operation made last. */
  readonly #texts = new Map<string, readonly string[]>();
  #seed = 1;

  /** @param onMade - Hears of every object, and of its id. */
  constructor(
    api: Api,
    client: Client,
    user: User,
    onMade: (answer: Answer, id: string | undefined) => void,
  ) {
    this.#onMade = onMade;
    this.#api = api;
    this.#client = client;
    this.user = user;
  }

  /** The ids that the user has now. */
  get target(): Target {
    return { ownerId: this.user.id, objects: this.#objects };
  }

  /** Texts that stand in objects of this user's: one of each kind of object, then another of each, and so on. */
  get texts(): string[] {
    const rows = [...this.#texts.values()];
    const most = Math.max(0, ...rows.map(({ length }) => length));
    return Array.from({ length: most }, (_, at) => rows.flatMap((row) => row.slice(at, at + 1))).flat();
  }

  /** How bodies are filled that this user writes. */
  writing(operation: Planned, author: User = this.user): Writing {
    this.#seed += 1;
    const { name } = operation;
    // Made with the first, changed to the second: what is written should not be there already.
    const choice = this.#choices.get(name) ?? (["POST", "GET"].includes(operation.method) ? 0 : 1);
    const choose = (options: number) => {
      if (options > 1) this.#choices.set(name, choice);
      return choice % options;
    };
    return { author, withOptional: !this.#sparse.has(name), seed: this.#seed, choose };
  }

  /** From now on other values of switches and lists; false where an operation has none. */
  chooseOtherwise({ name }: Planned): boolean {
    const choice = this.#choices.get(name);
    if (choice !== undefined) this.#choices.set(name, choice + 1);
    return choice !== undefined;
  }

  /** Make sure that everything exists which an operation's path or body names; `anew`: the innermost is a new one. */
  async prepare(operation: Planned, anew = false): Promise<void> {
    const needed = this.#neededBy(operation);
    for (const [at, producer] of needed.entries()) {
      const isInnermost = at === needed.length - 1;
      if (anew && isInnermost) this.#forget(producer.name);
      if (!this.#objects.has(producer.name)) await this.make(producer);
    }
  }

  /** Make another of what the body names and the path does not; whether there is such. */
  async makeOthers(operation: Planned): Promise<boolean> {
    const inPath = [...operation.roles.values()].map((role) => role.kind === "object" && role.producer.name);
    const others = this.#neededBy(operation).filter(({ name }) => !inPath.includes(name));
    for (const producer of others) await this.make(producer);
    return others.length > 0;
  }

  /** What an operation names may be gone: it is made anew when it is needed. */
  forget({ names }: Planned): void {
    const [innermost] = names.slice(-1);
    if (innermost !== undefined) this.#forget(innermost);
  }

  /** With it goes all that is below. */
  #forget(producer: string): void {
    if (!this.#objects.delete(producer)) return;
    for (const { name, uses } of this.#api.operations) if (uses.includes(producer)) this.#forget(name);
  }

  /** Make one of each kind of object, outermost first. */
  async makeAll(): Promise<void> {
    for (const producer of producersOf(this.#api)) await this.make(producer);
  }

  /** Make one object. What cannot be made is not there, and what needs it is not tested. */
  async make(producer: Planned): Promise<void> {
    this.#making.add(producer.name); // two things that refer to each other
    await this.prepare(producer);
    this.#making.delete(producer.name);
    const isPut = producer.method === "PUT"; // whoever puts it, names it
    if (isPut) this.#objects.set(producer.name, this.user.canaries.next());
    const answer = await this.send(producer);
    if (!isSuccess(answer)) {
      this.#objects.delete(producer.name);
      return;
    }
    const found = idOfCreated(answer, this.#parameterOf(producer)) ?? (await this.#look(producer, answer));
    const id = isPut ? this.#objects.get(producer.name) : found;
    if (id !== undefined) this.#objects.set(producer.name, id);
    // Where no object results, as of a search, its texts stand nowhere: those of one that did are kept.
    if (id !== undefined || !this.#texts.has(producer.name))
      this.#texts.set(producer.name, this.#canariesIn(answer.request.body));
    this.#onMade(answer, id);
  }

  /** Send an operation as this user. A body that is refused is tried again without its optional members. */
  async send(operation: Planned): Promise<Answer> {
    const attempt = () => {
      const request = requestOf(this.#api, operation, this.target, this.writing(operation));
      return this.#client.send({ ...request, token: this.user.token() });
    };
    const first = await attempt();
    if (
      ![400, 422].includes(first.status) ||
      operation.body === undefined ||
      this.#sparse.has(operation.name)
    ) {
      return first;
    }
    this.#sparse.add(operation.name);
    const second = await attempt();
    if (!isSuccess(second)) this.#sparse.delete(operation.name);
    return second;
  }

  #canariesIn(body: Json | undefined): string[] {
    return textsOf(body).filter((text) => text.includes(this.user.canaries.mark));
  }

  /** What an operation names and nobody is making yet, outermost first. */
  #neededBy({ name, uses }: Planned): Planned[] {
    const names = uses.filter((one) => one !== name && !this.#making.has(one));
    return names.flatMap((one) => this.#api.operations.filter((operation) => operation.name === one));
  }

  /** How paths call what an operation makes. */
  #parameterOf(producer: Planned): string | undefined {
    for (const { roles } of this.#api.operations) {
      for (const [name, role] of roles)
        if (role.kind === "object" && role.producer.name === producer.name) return name;
    }
    return undefined;
  }

  /** The answer had no id: the list has the new object, known by a text in it. */
  async #look(producer: Planned, { request }: Answer): Promise<string | undefined> {
    const list = this.#api.operations.find(
      ({ method, path }) => method === "GET" && shape(path) === shape(producer.path),
    );
    const [text] = this.#canariesIn(request.body);
    if (list === undefined || text === undefined) return undefined;
    const path = pathOf(this.#api, list, this.target, this.writing(list));
    const { json } = await this.#client.send({ method: "GET", path, token: this.user.token() });
    return idOfHolder(json, text, this.#parameterOf(producer));
  }
}

function textsOf(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((item: Json) => textsOf(item));
  return isObject(value) ? Object.values(value).flatMap(textsOf) : [];
}
