"""FastAPI: who is calling, as a dependency.

auth = AuthBridge.from_env()
app = FastAPI()
auth.protect(app)

@app.get("/api/{user_id}/tasks")
async def tasks(caller: Annotated[Principal, Depends(auth.path_owner)]): ...
"""

from ..principal import Principal
from .bridge import AuthBridge
from .public import public
from .refusal import Refusal, problem_response
from .unprotected import unprotected_routes

__all__ = ["AuthBridge", "Principal", "Refusal", "problem_response", "public", "unprotected_routes"]
