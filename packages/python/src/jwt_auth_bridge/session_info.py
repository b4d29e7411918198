"""What the rooms for databases say to each other, under keys of SQLAlchemy's `info` dictionaries."""

from typing import Final

PRINCIPAL: Final = "jwt_auth_bridge.principal"
"""The key of `Session.info` that holds the `Principal` for whom the session was opened."""
OWNER: Final = "jwt_auth_bridge.owner"
"""The key of `Table.info` that holds the key of the owner's column: `info={OWNER: "user_id"}`."""
