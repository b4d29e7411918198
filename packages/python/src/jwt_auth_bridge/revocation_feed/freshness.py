"""How old what the feed says is, by what it says and not by when it comes (profile, section 8, marks)."""


class Freshness:
    """Of one answer. No clock is held against another's: the first mark was made after the server was asked.

    :param asked: when it was, by a clock of this process that never goes back.
    """

    def __init__(self, asked: float) -> None:
        self._asked = asked
        self._first: float | None = None

    @property
    def is_known(self) -> bool:
        """Whether a mark came before."""
        return self._first is not None

    def age(self, at: float, now: float) -> float:
        """Seconds since a mark was true, at most. A little too many: the way to the server counts too.

        :param at: of the mark, by the server's clock.
        :param now: by the clock of `asked`.
        """
        if self._first is None:
            self._first = at
        age = now - (self._asked + at - self._first)
        if age < 0:
            # This machine was suspended: real delays would look like none from then on.
            self._first -= age
            return 0.0
        return age
