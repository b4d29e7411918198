"""The only routes without a caller: is the process up, and can it do its work."""

from fastapi import APIRouter
from jwt_auth_bridge import VerificationUnavailable
from jwt_auth_bridge.fastapi import AuthBridge, Refusal, public

from todo_api.answers import UNAVAILABLE
from todo_api.database import Database
from todo_api.schemas import Health


def health_router(auth: AuthBridge, database: Database) -> APIRouter:
    """Build `/health` and `/ready`."""
    router = APIRouter(tags=["health"])

    @router.get("/health", operation_id="health")
    @public
    async def health() -> Health:
        """The process answers. Asks nobody else."""
        return Health(status="ok")

    @router.get("/ready", operation_id="ready", responses=UNAVAILABLE)
    @public
    async def ready() -> Health:
        """The database answers and is migrated, and it is known which sessions have ended."""
        revocations = auth.verifier.revocations
        if revocations is not None and revocations.is_stale:
            raise Refusal(VerificationUnavailable("revocations_stale"))
        await database.check()
        return Health(status="ok")

    return router
