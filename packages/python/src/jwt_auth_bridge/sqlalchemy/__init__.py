"""Row isolation: a SQLAlchemy session that knows its owner.

A model is declared `Owned` once. From then on its rows are reached through `principal_session` alone, which
filters every read and stamps or refuses every write, or through `system_session`, which says so in the log.
"""

from . import gates, models, session_events
from .databases import check_version
from .errors import (
    ForeignOwner,
    IsolationError,
    NoPrincipal,
    SharedConnection,
    UnfilteredTable,
    UnreviewedSql,
)
from .models import Owned
from .reviewed import reviewed
from .sessions import principal_session, system_session

__all__ = [
    "ForeignOwner",
    "IsolationError",
    "NoPrincipal",
    "Owned",
    "SharedConnection",
    "UnfilteredTable",
    "UnreviewedSql",
    "principal_session",
    "reviewed",
    "system_session",
]

check_version()
models.install()
gates.install()
session_events.install()
