"""The Python package by its published entry points: what it starts with, and what it issues."""

import string
from typing import Any

from serve import Verdict, crashed, serve

from jwt_auth_bridge import ConfigurationError, SharedSecret, Verifier, read_environment
from jwt_auth_bridge.jwks import RemoteJWKS
from jwt_auth_bridge.testing import issue_test_token

ISSUER = "https://app.example"


def answer(question: dict[str, Any]) -> dict[str, object]:
    """What is told beside `ok`."""
    if "variables" in question:
        settings = read_environment(question["variables"])
        kids = [key.kid for source in settings.keys for key in source.keys_for(settings.audience)]
        key_sets = [source.url for source in settings.keys if isinstance(source, RemoteJWKS)]
        told = {"issuer": settings.issuer, "audience": settings.audience, "kids": kids}
        return {**told, "key_sets": key_sets, "debug": settings.debug}
    if "issue" in question:
        return {"token": issue_test_token(user_id="user", issuer=ISSUER, **question["issue"])}
    if "leeway" in question:
        keys = SharedSecret(string.digits + string.ascii_lowercase)
        Verifier(issuer=ISSUER, audience="api", keys=keys, leeway=question["leeway"])
        return {}
    SharedSecret(question["secret"])
    return {}


def judge(question: dict[str, Any]) -> Verdict:
    """One question's verdict; see index.mjs."""
    try:
        return {"ok": True, **answer(question)}
    except ConfigurationError as error:
        return {"ok": False, "code": error.code, "message": str(error)}
    except Exception as error:
        return crashed(error)


serve(lambda _: judge)
