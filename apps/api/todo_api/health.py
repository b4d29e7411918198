"""The only routes without a caller: is the process up, and can it do its work."""

from fastapi import APIRouter
from jwt_auth_bridge.fastapi import public

from todo_api.answers import UNAVAILABLE
from todo_api.database import Database
from todo_api.schemas import Health


def health_router(database: Database) -> APIRouter:
    """Build `/health` and `/ready`."""
    router = APIRouter(tags=["health"])

    @router.get("/health", operation_id="health")
    @public
    async def health() -> Health:
        """The process answers. Asks nothing of the database."""
        return Health(status="ok")

    @router.get("/ready", operation_id="ready", responses=UNAVAILABLE)
    @public
    async def ready() -> Health:
        """The database answers and is migrated."""
        await database.check()
        return Health(status="ok")

    return router
