"""Secrets, addresses and variables mean the same in every language, or are refused by the same word."""

from typing import Any

import pytest

from jwt_auth_bridge import ConfigurationError, DerivedKey, base64url, read_environment
from jwt_auth_bridge.header import issued_segment
from jwt_auth_bridge.hmac_key import HmacKey, derive_key
from jwt_auth_bridge.jwks import RemoteJWKS
from jwt_auth_bridge.origin import origin_of
from jwt_auth_bridge.secret import check_secret

from .vectors import each, load, verifier

POLICY = load("tokens")["policy"]


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
    with pytest.raises(ConfigurationError) as refused:
        origin_of(vector["url"])
    assert refused.value.code == vector["code"]


@each("environments")
def test_environments(vector: dict[str, Any]) -> None:
    """The same variables give the same settings, or are refused by the name of the same one."""
    if vector["result"] == "valid":
        settings = read_environment(vector["variables"])
        keys = [key for source in settings.keys for key in source.keys_for(settings.audience)]
        expected = [
            HmacKey(kid, bytes.fromhex(key)) for kid, key in zip(vector["kids"], vector["keys"], strict=True)
        ]
        assert [key.kid for key in keys] == vector["kids"]
        for key, same in zip(keys, expected, strict=True):
            assert key.matches(b"x", same.sign(b"x"))
        assert [each.url for each in settings.keys if isinstance(each, RemoteJWKS)] == vector["key_sets"]
        assert settings.issuer == vector["issuer"]
        assert settings.audience == vector["audience"]
        assert settings.debug == vector["debug"]
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
        verifier(POLICY | {"leeway": vector["leeway"]}, 0)
        return
    with pytest.raises(ConfigurationError) as refused:
        verifier(POLICY | {"leeway": vector["leeway"]}, 0)
    assert refused.value.code == vector["code"]


@each("headers")
def test_headers(vector: dict[str, Any]) -> None:
    """The quick way in is for what an issuer writes, letter by letter."""
    is_issued = base64url.encode(vector["text"].encode()) == issued_segment(vector["kid"])
    assert is_issued == (vector["result"] == "valid")
