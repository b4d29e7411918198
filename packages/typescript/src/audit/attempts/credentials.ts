import type { Attempt, Cell, Fault } from "../report/findings.js";
import type { User } from "../users.js";
import { NOT_APPLICABLE, type Prober, requestAs } from "./probe.js";

/** The owner's request with no token, with one that nobody signed, and with one that was good once. */
export async function tryCredentials(prober: Prober): Promise<Record<"none" | "forged" | "expired", Cell>> {
  const { forged, expired } = prober.world.users;
  const none = await send(prober, "none", "missing-authentication", "without a token", undefined);
  // What answers without a token takes a bad one for none.
  if (none.outcome === "open") return { none, forged: NOT_APPLICABLE, expired: NOT_APPLICABLE };
  return {
    none,
    forged: await send(prober, "forged", "forged-token", "with a token whose signature is wrong", forged),
    expired:
      expired === undefined
        ? NOT_APPLICABLE
        : await send(prober, "expired", "expired-token", "with a token that has expired", expired),
  };
}

async function send(prober: Prober, attempt: Attempt, fault: Fault, how: string, token: string | undefined) {
  const { world, subject } = prober;
  const nobody: User = world.users.other; // whose texts the body holds
  const request = { ...requestAs(world, subject, world.owner.target, nobody), token };
  const { cell } = await prober.send({ attempt, fault, how, request, mustFail: subject.operation.isSecured });
  return cell;
}
