"""Every vector of the contract has the outcome written beside it. No vectors, no pass."""

import json
from collections.abc import MutableMapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote

import pytest
from fastapi import Depends, FastAPI

from jwt_auth_bridge import (
    AuthError,
    ConfigurationError,
    DerivedKey,
    Principal,
    SharedSecret,
    TokenInvalid,
    TokenMissing,
    Verifier,
    base64url,
    read_environment,
)
from jwt_auth_bridge.bearer import read_bearer
from jwt_auth_bridge.fastapi import AuthBridge
from jwt_auth_bridge.header import issued_segment
from jwt_auth_bridge.keys import derive_key
from jwt_auth_bridge.origin import origin_of
from jwt_auth_bridge.secret import check_secret

VECTORS = Path(__file__).parents[3] / "conformance" / "vectors"


def load(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    assert document["vectors"], f"{name}.json holds no vectors"
    return document


def each(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("vector", load(name)["vectors"], ids=lambda vector: vector["id"])


def verifier(policy: dict[str, Any], now: float) -> Verifier:
    return Verifier(
        issuer=policy["issuer"],
        audience=policy["audience"],
        leeway=policy["leeway"],
        keys=SharedSecret(policy["secrets"]),
        now=lambda: now,
    )


TOKENS = load("tokens")
PATHS = load("paths")


@each("keys")
def test_keys(vector: dict[str, Any]) -> None:
    """The derived key, its id and the header segment are the issuer's."""
    if vector["result"] == "invalid":
        with pytest.raises(ConfigurationError) as refused:
            derive_key(vector["secret"], vector["audience"])
        assert refused.value.code == vector["code"]
        return
    key = derive_key(vector["secret"], vector["audience"])
    assert key.kid == vector["kid"]
    assert issued_segment(key.kid).decode() == vector["header"]
    given = DerivedKey(f"{vector['kid']}:{vector['key']}").keys_for(vector["audience"])[0]
    assert given.sign(b"x") == key.sign(b"x")


@each("secrets")
def test_secrets(vector: dict[str, Any]) -> None:
    """A secret is refused for the same reason on both sides."""
    if vector["result"] == "valid":
        assert check_secret(vector["secret"]) == vector["secret"]
        return
    with pytest.raises(ConfigurationError) as refused:
        check_secret(vector["secret"])
    assert refused.value.code == vector["code"]


@each("issuers")
def test_issuers(vector: dict[str, Any]) -> None:
    """One URL means one issuer."""
    if vector["result"] == "valid":
        assert origin_of(vector["url"]) == vector["issuer"]
        return
    with pytest.raises(ConfigurationError):
        origin_of(vector["url"])


@each("environments")
def test_environments(vector: dict[str, Any]) -> None:
    """The same variables give the same settings, or are refused by the name of the same one."""
    if vector["result"] == "valid":
        settings = read_environment(vector["variables"])
        kids = [key.kid for key in settings.keys.keys_for(settings.audience)]
        found = {
            "issuer": settings.issuer,
            "audience": settings.audience,
            "kids": kids,
            "debug": settings.debug,
        }
        assert found == {name: vector[name] for name in found}
        return
    with pytest.raises(ConfigurationError) as refused:
        read_environment(vector["variables"])
    assert refused.value.code == vector["code"]
    assert vector["variable"] in str(refused.value)
    assert "\n" not in str(refused.value)


@each("policies")
def test_policies(vector: dict[str, Any]) -> None:
    """A leeway is a number of seconds."""
    if vector["result"] == "valid":
        verifier(TOKENS["policy"] | {"leeway": vector["leeway"]}, 0)
        return
    with pytest.raises(ConfigurationError) as refused:
        verifier(TOKENS["policy"] | {"leeway": vector["leeway"]}, 0)
    assert refused.value.code == vector["code"]


@each("headers")
def test_headers(vector: dict[str, Any]) -> None:
    """The quick way in is for what an issuer writes, letter by letter."""
    is_issued = base64url.encode(vector["text"].encode()) == issued_segment(vector["kid"])
    assert is_issued == (vector["result"] == "valid")


@each("bearer")
def test_bearer(vector: dict[str, Any]) -> None:
    """One header holds one token, or is refused with its word."""
    header = vector["header"]
    value = None if header is None else header.encode("utf-8")
    if vector["result"] == "valid":
        assert read_bearer(value) == vector["token"].encode()
        return
    with pytest.raises((TokenMissing, TokenInvalid)) as refused:
        read_bearer(value)
    assert (refused.value.code, refused.value.reason.split(":")[0]) == (vector["code"], vector["reason"])


@pytest.mark.parametrize("vector", TOKENS["vectors"], ids=lambda vector: vector["id"])
async def test_tokens(vector: dict[str, Any]) -> None:
    """One fault, one word."""
    if vector["result"] == "valid":
        principal = await verifier(TOKENS["policy"], vector["now"]).verify(vector["token"])
        assert principal.user_id == vector["user_id"]
        assert principal.session_id == vector["session_id"]
        assert principal.scopes == frozenset(vector["scopes"])
        return
    with pytest.raises(AuthError) as refused:
        await verifier(TOKENS["policy"], vector["now"]).verify(vector["token"])
    assert (refused.value.code, refused.value.reason.split(":")[0]) == (vector["code"], vector["reason"])


@each("paths")
async def test_paths(vector: dict[str, Any]) -> None:
    """A path belongs to the user whom it names, as it comes from a server: raw, and decoded once."""
    auth = AuthBridge(verifier=verifier(PATHS["policy"], vector["now"]))
    app = FastAPI()
    auth.protect(app)

    @app.get("/api/{user_id}/tasks")
    async def tasks(owner: Annotated[Principal, Depends(auth.path_owner)]) -> dict[str, str]:
        return {"user_id": owner.user_id}

    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(vector["path"]),
        "raw_path": vector["path"].encode("ascii"),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"authorization", f"Bearer {vector['token']}".encode())],
    }
    await app(scope, receive, send)
    assert len(statuses) == 1
    assert statuses[0] in vector["statuses"]
