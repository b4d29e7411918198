"""Plain ASGI: who is calling, for apps that are mounted or use no framework at all. Needs nothing but Python.

auth = AuthBridge.from_env()
app.mount("/reports", auth.principal(reports, route="/reports"))

async def reports(scope, receive, send):
    caller = principal_of(scope)

A guard looks once: a WebSocket, or an answer that is streamed, goes on after its token has expired, and after
a sign-out. Whoever keeps one open looks again, `auth.verifier.check(caller)`, now and then.
"""

from ..principal import Principal
from .bridge import AuthBridge
from .caller import optional_principal_of, principal_of
from .types import ASGIApp, Message, Receive, Scope, Send

__all__ = [
    "ASGIApp",
    "AuthBridge",
    "Message",
    "Principal",
    "Receive",
    "Scope",
    "Send",
    "optional_principal_of",
    "principal_of",
]
