"""PostgreSQL keeps each user to their own rows, whatever a query forgets.

* `bind_principal(session, principal)`: every transaction of the session knows its caller.
* `check_row_level_security(engine, metadata)`: a service starts only where its database protects it.
* `jwt_auth_bridge.postgres.alembic`: puts the policies on a table, and sees where they are missing.
* `jwt_auth_bridge.postgres.asyncpg`: tells the caller without a round trip of its own.
"""

from ..session_info import OWNER
from .checks import check_row_level_security
from .identity import bind_principal

__all__ = ["OWNER", "bind_principal", "check_row_level_security"]
