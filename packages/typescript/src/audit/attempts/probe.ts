import { differences, featuresOf } from "../evidence/compare.js";
import { Watch } from "../evidence/watch.js";
import { type Answer, isSuccess, type Request } from "../http/client.js";
import { requestOf, type Target } from "../plan/requests.js";
import { explains } from "../report/explained.js";
import type { Attempt, Cell, Fault } from "../report/findings.js";
import type { User } from "../users.js";
import type { Subject, World } from "../world.js";
import { reach } from "./reach.js";

/** A request by somebody who has no right to the owner's data, and how it would be called if it got some. */
export interface Probe {
  readonly attempt: Attempt;
  readonly fault: Fault;
  /** Who sends it; undefined for nobody in particular. */
  readonly caller?: User | undefined;
  /** What it does differently, for the report: "with the owner's token, expired". */
  readonly how: string;
  readonly request: Request;
  /** Takes back what the request may have done: the same with the caller's own objects. */
  readonly undo?: Request | undefined;
  /** Being let through is itself the fault, whatever is shown. */
  readonly mustFail?: boolean;
}

/** The request of an operation with these values, as one user writes it; a search asks for a text of the owner's. */
export function requestAs(
  world: World,
  { operation, searches: [search] }: Subject,
  target: Target,
  author: User,
): Request {
  return requestOf(world.api, operation, target, { ...world.owner.writing(operation, author), ...search });
}

/** Sends probes for one operation, and puts what they show into findings. */
export class Prober {
  readonly world: World;
  readonly subject: Subject;
  #watch: Watch | undefined;

  /** @param watch - On the owner's data; of an operation that writes. */
  constructor(world: World, subject: Subject, watch?: Watch) {
    this.world = world;
    this.subject = subject;
    this.#watch = watch;
  }

  /** Send a probe and judge what came of it. */
  async send(probe: Probe): Promise<{ readonly answer: Answer; readonly cell: Cell }> {
    const answer = await this.world.client.send(probe.request);
    if (this.#watch !== undefined) this.world.written.add(this.subject.operation.name, probe);
    // Also when the answer was an error: the write may have been done.
    const change = await this.changed(probe);
    const isSure = this.#watch?.isSure ?? true;
    const judged = this.#judgeAnswer(probe, answer) ?? (await this.#judgeReach(probe, answer));
    if (change !== undefined) await this.#restore();
    const shown =
      judged ?? (change && { fault: asked(probe, change), evidence: "It changed the owner's data." });
    if (shown !== undefined)
      return { answer, cell: this.report(probe, answer.status, shown.fault, shown.evidence) };
    return { answer, cell: { outcome: isSure ? outcomeOf(answer) : "untested", status: answer.status } };
  }

  /**
   * What has happened to the owner's data since they were last as they should be.
   *
   * @param probe - What may have done it: it is sent again where that has to be seen twice.
   */
  async changed(probe?: Pick<Probe, "request" | "undo">): Promise<Fault | undefined> {
    const sending = (request: Request | undefined) => request && (() => this.world.client.send(request));
    return this.#watch?.change(sending(probe?.request), sending(probe?.undo));
  }

  /** How it is now is as it should be. */
  async accept(): Promise<void> {
    await this.#watch?.reset();
  }

  /** Put a fault into the report, once for each operation, and not when a graver one explains it. */
  report(
    { attempt, how }: Pick<Probe, "attempt" | "how">,
    status: number,
    fault: Fault,
    evidence: string,
  ): Cell {
    const { findings } = this.world;
    const operation = this.subject.operation.name;
    const isExplained = findings.some((one) => one.operation === operation && explains(one, attempt, fault));
    const finding = { fault, operation, attempt, evidence: `${how}: answered ${status}. ${evidence}` };
    if (!isExplained) findings.push(finding);
    return { outcome: "leak", status };
  }

  #judgeAnswer(probe: Probe, answer: Answer): { fault: Fault; evidence: string } | undefined {
    // Whoever has made a copy of what is the owner's finds it again: that has been said.
    const known = this.subject.searches.length > 0 ? this.world.written.known : "";
    const trace = this.world.traces.find(answer, probe.caller, known);
    const isError = answer.status >= 400;
    if (trace) this.world.written.admit(answer.text);
    if (trace)
      return { fault: isError ? "error-leak" : probe.fault, evidence: `The answer holds ${trace.kind}.` };
    if (!isSuccess(answer)) return undefined;
    if (probe.mustFail) return { fault: probe.fault, evidence: "It was let through." };
    return this.#isOwners(answer)
      ? { fault: probe.fault, evidence: "The answer is the owner's." }
      : undefined;
  }

  /** The same as the owner gets, where others get something else by right: a number has no trace. */
  #isOwners(answer: Answer): boolean {
    const { owners, others } = this.subject;
    if (others === undefined || owners === undefined) return false;
    const features = featuresOf(answer);
    const isTheOwners = differences(features, featuresOf(owners)).length === 0;
    return isTheOwners && differences(features, others).length > 0;
  }

  /** A write with the owner's ids that succeeded: it may have opened what is the owner's. */
  async #judgeReach(probe: Probe, answer: Answer): Promise<{ fault: Fault; evidence: string } | undefined> {
    if (this.#watch === undefined || probe.attempt !== "ids" || !isSuccess(answer)) return undefined;
    const view = await reach(this.world, this.subject.operation);
    const evidence = `After it, ${view} shows them a text of the owner's.`;
    return view === undefined ? undefined : { fault: "self-share", evidence };
  }

  /** The owner's object may be gone: another, and what is to be seen of that. */
  async #restore(): Promise<void> {
    const { operation } = this.subject;
    await this.world.owner.prepare(operation, true);
    if (this.#watch !== undefined) this.#watch = await Watch.begin(this.world, operation);
  }
}

function outcomeOf(answer: Answer): Cell["outcome"] {
  if (isSuccess(answer)) return "open";
  const isRefusal = answer.status >= 300 && answer.status < 500 && ![408, 425, 429].includes(answer.status);
  return isRefusal ? "safe" : "untested";
}

/** Who may set the owner has done worse than to add or change something: say that. */
function asked({ fault }: Probe, change: Fault): Fault {
  return fault.startsWith("foreign-") ? change : fault;
}

const GRAVITY: readonly Cell["outcome"][] = ["none", "safe", "open", "untested", "leak"];

/** One cell of several probes: the worst, and of equal ones one that was let through. */
export function worst(cells: readonly Cell[]): Cell {
  const grave = (cell: Cell) => 2 * GRAVITY.indexOf(cell.outcome) + (isSuccess(cell) ? 1 : 0);
  return cells.reduce((most, cell) => (grave(cell) > grave(most) ? cell : most), NOT_APPLICABLE);
}

export const NOT_APPLICABLE: Cell = { outcome: "none" };
