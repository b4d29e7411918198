import { type Planned, viewsOf } from "../plan/api.js";
import { requestOf } from "../plan/requests.js";
import type { World } from "../world.js";

const MAX_VIEWS = 3;

/**
 * Whether the other user now sees a text of the owner's, in what is nearest to an operation that they have called: they may
 * have made themself a member, or a copy.
 *
 * @returns the name of the reading that shows it. One that has been found to leak anyway says nothing.
 */
export async function reach(world: World, operation: Planned): Promise<string | undefined> {
  const { api, client, owner, other, findings, written } = world;
  const target = { ownerId: other.user.id, objects: owner.target.objects };
  const views = viewsOf(operation, api).filter(({ name }) => !findings.some((one) => one.operation === name));
  for (const view of views.slice(0, MAX_VIEWS)) {
    const request = requestOf(api, view, target, other.writing(view));
    const answer = await client.send({ ...request, token: other.user.token() });
    if (!written.isNews(answer.text)) continue;
    written.admit(answer.text);
    return view.name;
  }
  return undefined;
}
