"""What the log says of the other side, and when it is tried again."""

import logging

import pytest

from jwt_auth_bridge.revocation.keep_listening import RevocationLink


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _all_lines(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="jwt_auth_bridge")


def test_pauses_grow_and_begin_anew_after_a_good_connection() -> None:
    clock = Clock()
    link = RevocationLink("there", chance=lambda: 1.0, clock=clock)
    assert [link.lost("x") for _ in range(7)] == [0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0]
    link.heard()
    clock.now += 0.5
    assert (
        link.ended("x") == 2.0
    )  # that was none: a server that ends each connection is not asked all the time
    link.heard()
    clock.now += 1
    link.heard()
    assert link.ended("x") == 0.1
    assert link.ended("x") == 0.2


def test_pauses_differ_from_process_to_process() -> None:
    assert RevocationLink("there", chance=lambda: 0.0).lost("x") == 0.05
    assert RevocationLink("there", chance=lambda: 0.5).lost("x") == pytest.approx(0.075)


def test_one_line_for_each_reason_until_it_is_back(caplog: pytest.LogCaptureFixture) -> None:
    link = RevocationLink("there")
    for _ in range(3):
        link.heard()
    for reason in ("a", "a", "b", "a", "b"):
        link.lost(reason)
    link.heard()
    link.lost("a")
    assert caplog.messages == [
        "revocations: heard from there",
        "revocations: not heard from there: a. Trying again",
        "revocations: not heard from there: b. Trying again",
        "revocations: heard from there",
        "revocations: not heard from there: a. Trying again",
    ]


def test_an_end_is_worth_a_line_when_it_does_not_come_back(caplog: pytest.LogCaptureFixture) -> None:
    link = RevocationLink("there")
    for _ in range(3):
        link.heard()
        link.ended("closed")
    assert len(caplog.messages) == 1
    link.ended("closed")
    assert caplog.messages[1:] == ["revocations: not heard from there: closed. Trying again"]
