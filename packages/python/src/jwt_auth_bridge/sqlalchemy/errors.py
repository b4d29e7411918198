"""What the session refuses. All of these are mistakes of the code around it, none is an answer to a caller.

* IsolationError
  - NoPrincipal        an owned model, and nobody whose rows could be meant
  - ForeignOwner       a row of another user, or for another user
  - UnreviewedSql      SQL that is text, which nothing can filter
  - UnfilteredTable    an owned table, reached where no filter can be put
  - SharedConnection   two sessions of different callers on one connection

A message says the cause and the mend. It never holds a value of a row, a parameter or a user's id.
"""


class IsolationError(Exception):
    """A statement or a row is refused. Nothing was sent to the database for it."""


class NoPrincipal(IsolationError):
    """An owned model was used in a session that is bound to nobody."""


class ForeignOwner(IsolationError):
    """A row would belong to another user than the session's, or comes from one."""


class UnreviewedSql(IsolationError):
    """SQL in the form of text was used without `reviewed(...)`."""


class UnfilteredTable(IsolationError):
    """An owned table was used in a form that cannot be restricted to its owner's rows."""


class SharedConnection(IsolationError):
    """A connection that one session still uses was given to a session of somebody else."""
