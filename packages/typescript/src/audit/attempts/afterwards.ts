import { isSuccess } from "../http/client.js";
import type { Planned } from "../plan/api.js";
import { longestPage } from "../plan/paging.js";
import { requestOf, withExtra } from "../plan/requests.js";
import type { Scene } from "../plan/scene.js";
import { explains } from "../report/explained.js";
import type { Attempt, Cell, Fault, Finding } from "../report/findings.js";
import type { World } from "../world.js";

/** A leak that shows only later, and where in the table it belongs. */
export interface Late {
  readonly operation: string;
  readonly attempt: Attempt;
  readonly cell: Cell;
}

/**
 * Ask every reading again when all has been written: as the other user, who must see nothing of the owner's now either, and
 * as the owner, who must see nothing that others have tried to write.
 */
export async function lookAfterwards(world: World): Promise<Late[]> {
  const late: Late[] = [];
  const put = (finding: Finding, status: number) => {
    const { operation, attempt, fault } = finding;
    const known = world.findings.filter((one) => one.operation === operation);
    if (known.some((one) => explains(one, attempt, fault))) return;
    world.findings.push(finding);
    late.push({ operation, attempt, cell: { outcome: "leak", status } });
  };
  for (const view of world.api.operations.filter(({ method }) => method === "GET")) {
    await lookAsOther(world, view, put);
    await lookAsOwner(world, view, put);
  }
  return late;
}

type Put = (finding: Finding, status: number) => void;

async function lookAsOther(world: World, view: Planned, put: Put): Promise<void> {
  const { findings, written } = world;
  // Whoever has made themself a member sees what members see: that has been said.
  const isKnown = findings.some(({ operation, fault }) => operation === view.name || fault === "self-share");
  if (isKnown) return;
  const answer = await ask(world, view, world.other);
  if (!written.isNews(answer.text)) return;
  const how = "as another user, on their own path, after all that they have written";
  const evidence = `${how}: answered ${answer.status}. The answer holds a text of the owner's.`;
  put({ fault: "list-leak", operation: view.name, attempt: "views", evidence }, answer.status);
}

async function lookAsOwner(world: World, view: Planned, put: Put): Promise<void> {
  const { written } = world;
  const answer = await ask(world, view, world.owner);
  const texts = isSuccess(answer) ? written.theirsIn(answer.text) : [];
  const origins = texts.map((text) => written.originOf(text));
  // Shown what others have in their own data: what they wrote is not in the owner's then, but the reading leaks.
  if (origins.includes(undefined)) return;
  for (const origin of origins) {
    if (origin === undefined) continue;
    const { operation, attempt, how } = origin;
    const evidence = `${how}. Afterwards ${view.name} shows the owner what was written.`;
    put({ fault: faultOf(origin), operation, attempt, evidence }, answer.status);
  }
}

function faultOf({ operation, fault }: { operation: string; fault: Fault }): Fault {
  if (!fault.startsWith("foreign-")) return fault;
  return operation.startsWith("POST ") ? "foreign-create" : "foreign-update";
}

function ask({ api, client }: World, view: Planned, scene: Scene) {
  const request = requestOf(api, view, scene.target, scene.writing(view));
  return client.send({ ...withExtra(request, { query: longestPage(view) }), token: scene.user.token() });
}
