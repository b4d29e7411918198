"""A task that is cancelled at a chosen one of its waits."""

import asyncio
from collections.abc import Coroutine, Generator
from typing import Any


class Interrupted:
    """A coroutine whose task is cancelled where it waits for the n-th time."""

    def __init__(self, work: Coroutine[Any, Any, None], waits: int) -> None:
        self._work = work
        self._waits = waits
        self.happened = False

    def __await__(self) -> Generator[Any, Any, None]:
        """Hand everything through, and cancel on the way."""
        steps = self._work.__await__()
        waits, waiting = 0, next(steps, _END)
        while waiting is not _END:
            waits += 1
            if waits == self._waits:
                self.happened = True
                task = asyncio.current_task()
                assert task is not None
                task.cancel()  # what it waits for now is cancelled at once
            try:
                answer = yield waiting
            except BaseException as error:
                waiting = _next(steps.throw, error)
            else:
                waiting = _next(steps.send, answer)


_END = object()


def _next(step: Any, value: Any) -> Any:
    try:
        return step(value)
    except StopIteration:
        return _END
