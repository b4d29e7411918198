"""A key set's document, judged key by key."""

import json
import logging
from typing import Any

import pytest

from jwt_auth_bridge.jwks.key_set import parse_key_set

from .pairs import PAIRS, eddsa

ALL = frozenset(PAIRS)


def kids(*keys: Any, algorithms: frozenset[str] = ALL) -> list[str]:
    return [key.kid for key in parse_key_set(json.dumps({"keys": keys}).encode(), algorithms)]


def test_all_kinds_in_their_order() -> None:
    assert kids(*(pair.jwk for pair in PAIRS.values())) == ["ed", "es", "rs"]
    assert kids() == []


def test_algorithms_that_the_app_did_not_choose() -> None:
    assert kids(*(pair.jwk for pair in PAIRS.values()), algorithms=frozenset({"ES256"})) == ["es"]


def test_a_bad_key_does_no_harm_to_the_others(caplog: pytest.LogCaptureFixture) -> None:
    bad = {**eddsa("bad").jwk, "use": "enc"}
    with caplog.at_level(logging.WARNING):
        assert kids(bad, "text", None, {**bad, "kid": "a\nb"}, eddsa("good").jwk) == ["good"]
    assert caplog.messages == [
        "key set: the key bad is not used: it is not for signatures",
        "key set: the key without a name is not used: it is not an object",
        "key set: the key without a name is not used: it is not an object",
        "key set: the key without a name is not used: its kid is too long, or of other characters",
    ]


def test_of_several_keys_with_one_id_none_is_taken(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert kids(eddsa("two").jwk, eddsa("one").jwk, eddsa("two").jwk) == ["one"]
    assert caplog.messages == ["key set: the key two is not used: several keys have this id"]


@pytest.mark.parametrize(
    "document",
    [b"", b"[]", b"{", b"null", b"{}", b'{"keys":{}}', b'{"keys":null}', b'{"keys":[],"keys":[]}', b"\xff"],
)
def test_what_is_no_key_set(document: bytes) -> None:
    with pytest.raises(ValueError, match="the document"):
        parse_key_set(document, ALL)


def test_more_keys_than_anybody_has() -> None:
    assert len(kids(*(eddsa(str(index)).jwk for index in range(100)))) == 100
    with pytest.raises(ValueError, match="more than 100 keys"):
        kids(*({},) * 101)
