"""shared secret: a token under the key that both sides derive is accepted, and nothing near it is."""

import time
from typing import Any
from uuid import uuid4

import pytest

from tests import forge
from tests.caller import Caller, is_problem

AUDIENCE = "todo-api"
OTHER = "another-secret-0123456789-abcdefghijklmnopqrstuvwxyz"


def claims(user_id: str, **changes: Any) -> dict[str, Any]:
    """The claims of profile v1, good for five minutes."""
    now = int(time.time())
    good = {
        "iss": "http://localhost:3000",
        "aud": AUDIENCE,
        "sub": user_id,
        "sid": str(uuid4()),
        "jti": str(uuid4()),
        "iat": now,
        "exp": now + 300,
    }
    return good | changes


def header(secret: str, **changes: Any) -> dict[str, Any]:
    """The header of profile v1."""
    return {"alg": "HS256", "typ": "at+jwt", "kid": forge.kid(secret, AUDIENCE)} | changes


async def answer(caller: Caller, token: str) -> Any:
    """Ask for the caller's tasks with this token."""
    return await caller.call("GET", headers={"Authorization": f"Bearer {token}"})


async def test_shared_secret_token_is_accepted(alice: Caller, jwt_bridge_secret: str) -> None:
    """The one that all the others differ from: derived key, HS256, in time, for this API."""
    token = forge.sign(
        header(jwt_bridge_secret), claims(alice.user_id), forge.key(jwt_bridge_secret, AUDIENCE)
    )
    assert (await answer(alice, token)).status_code == 200


@pytest.mark.parametrize("own_kid", [True, False], ids=["its own kid", "our kid"])
async def test_shared_secret_other_secret_is_refused(
    alice: Caller, jwt_bridge_secret: str, own_kid: bool
) -> None:
    """Made by someone with another secret, whether or not it claims our key."""
    head = header(OTHER if own_kid else jwt_bridge_secret)
    token = forge.sign(head, claims(alice.user_id), forge.key(OTHER, AUDIENCE))
    assert is_problem(await answer(alice, token), 401, "token_invalid")


async def test_shared_secret_raw_secret_is_refused(alice: Caller, jwt_bridge_secret: str) -> None:
    """The raw secret signs Better Auth's own mails and cookies: none of that opens the API."""
    token = forge.sign(header(jwt_bridge_secret), claims(alice.user_id), jwt_bridge_secret.encode())
    assert is_problem(await answer(alice, token), 401, "token_invalid")


async def test_shared_secret_alg_none_is_refused(alice: Caller, jwt_bridge_secret: str) -> None:
    """Unsigned, in every spelling; also with a signature that is good for what it does not say."""
    good = forge.key(jwt_bridge_secret, AUDIENCE)
    for alg in ("none", "None", "NONE", ""):
        for digest in (None, "sha256"):
            token = forge.sign(header(jwt_bridge_secret, alg=alg), claims(alice.user_id), good, digest)
            assert is_problem(await answer(alice, token), 401, "token_invalid")


async def test_shared_secret_hs384_is_refused(alice: Caller, jwt_bridge_secret: str) -> None:
    """The right key under another algorithm, told or not."""
    good = forge.key(jwt_bridge_secret, AUDIENCE)
    for alg in ("HS384", "HS256"):
        token = forge.sign(header(jwt_bridge_secret, alg=alg), claims(alice.user_id), good, "sha384")
        assert is_problem(await answer(alice, token), 401, "token_invalid")


async def test_shared_secret_expired_is_refused(alice: Caller, jwt_bridge_secret: str) -> None:
    """Past its end and the leeway."""
    now = int(time.time())
    old = claims(alice.user_id, iat=now - 360, exp=now - 60)
    token = forge.sign(header(jwt_bridge_secret), old, forge.key(jwt_bridge_secret, AUDIENCE))
    assert is_problem(await answer(alice, token), 401, "token_expired")


@pytest.mark.parametrize("derived_for", ["billing-api", AUDIENCE], ids=["its own key", "our key"])
async def test_shared_secret_other_audience_is_refused(
    alice: Caller, jwt_bridge_secret: str, derived_for: str
) -> None:
    """Made for another API of the same secret."""
    head = header(jwt_bridge_secret, kid=forge.kid(jwt_bridge_secret, derived_for))
    token = forge.sign(
        head, claims(alice.user_id, aud="billing-api"), forge.key(jwt_bridge_secret, derived_for)
    )
    assert is_problem(await answer(alice, token), 401, "token_invalid")
