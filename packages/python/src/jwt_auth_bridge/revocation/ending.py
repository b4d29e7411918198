"""Whether the process was told to end, for those who keep it waiting."""

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def told_to_end() -> Generator[Callable[[], bool]]:
    """Gives a function that tells whether SIGINT or SIGTERM has come since, or uvicorn has noted one before.

    Servers take note of a signal and go on with the start: one that waits for something would never end.
    Whoever handled the signals before is called as before.
    """
    told = False
    handlers: dict[signal.Signals, Callable[[int, FrameType | None], Any]] = {}

    def take(number: int, frame: FrameType | None) -> None:
        nonlocal told
        told = True
        handlers[signal.Signals(number)](number, frame)

    # Python knows signals in the main thread alone.
    if threading.current_thread() is threading.main_thread():
        for number in _SIGNALS:
            handler = signal.getsignal(number)
            # What is no function of Python's ends the process, or is meant to be ignored.
            if callable(handler):
                handlers[number] = handler
                told = told or _has_noted(handler)
                signal.signal(number, take)
    try:
        yield lambda: told
    finally:
        for number, handler in handlers.items():
            if signal.getsignal(number) is take:
                signal.signal(number, handler)


def _has_noted(handler: Callable[..., object]) -> bool:
    """Whether this is uvicorn's, and a signal came while it imported the app: it does not come again."""
    return getattr(getattr(handler, "__self__", None), "should_exit", False) is True
