"""Measure the contenders in turn: hs256.py <loops.json> <rounds>. Prints one JSON object.

In each round every contender verifies a set of tokens once. Each round has another set, so that no cache
helps, but for those whose cache is measured. A change of the machine's pace meets all of them alike.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from contenders import Contender, authlib, bridge, bridge_seen, floor, joserfc, pyjwt

REFUSALS = {"jwt", "joserfc", "authlib", "jwt_auth_bridge"}


async def seconds(contender: Contender, inputs: Sequence[Any]) -> float:
    """Verify every input once."""
    verify: Any = contender.verify
    start = perf_counter()
    if contender.awaited:
        for each in inputs:
            await verify(each)
    else:
        for each in inputs:
            verify(each)
    return perf_counter() - start


async def is_refused(contender: Contender, token: Any) -> bool:
    """Whether the contender refuses, with its own error."""
    try:
        await seconds(contender, [token])
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in REFUSALS:
            raise
        return True
    return False


async def main(load: Any, rounds: int) -> None:
    """Check that all do the job, warm up, measure."""
    sets: list[list[str]] = load["rounds"]
    peers = [bridge(), bridge_seen(), pyjwt(), joserfc(), authlib()]
    for contender in peers:
        for fault, token in load["refused"].items():
            if not await is_refused(contender, contender.prepare(token)):
                raise SystemExit(f"{contender.name} accepts a token with a fault: {fault}")
    contenders = [(each, [list(map(each.prepare, tokens)) for tokens in sets]) for each in (floor(), *peers)]
    values: dict[str, list[float]] = {each.name: [] for each, _ in contenders}
    for each, inputs in contenders:
        for _ in range(2):
            await seconds(each, inputs[0])
    wall, cpu = perf_counter(), process_time()
    for number in range(rounds):
        for each, inputs in contenders:
            batch = inputs[0 if each.seen else number % len(inputs)]
            values[each.name].append(await seconds(each, batch) * 1e6 / len(batch))
    busy = (process_time() - cpu) / (perf_counter() - wall)
    print(json.dumps({"values": values, "busy": busy}))


if __name__ == "__main__":
    asyncio.run(main(json.loads(Path(sys.argv[1]).read_text()), int(sys.argv[2])))
