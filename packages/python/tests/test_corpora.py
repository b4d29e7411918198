"""582 public JWS cases: none to refuse is accepted, none to accept that fits the level is refused."""

import json
from collections.abc import Sequence

import pytest

from jwt_auth_bridge import AuthError, ConfigurationError, DerivedKey, SharedSecret, Verifier, base64url
from jwt_auth_bridge.header import issued_segment
from jwt_auth_bridge.hmac_key import HmacKey
from jwt_auth_bridge.jws import parse_compact

from .conftest import AUDIENCE, ISSUER, NOW, SECRET
from .corpora import LEVELS, ROWS, Row, confused_keys, equal_of_32_bytes, shared_keys
from .mutations import MUTATIONS


class OneKey:
    """A key that no public door would let in."""

    def __init__(self, key: HmacKey) -> None:
        self.key = key

    def keys_for(self, audience: str) -> Sequence[HmacKey]:  # noqa: ARG002
        return [self.key]


async def accepts(keys: OneKey | SharedSecret, token: str) -> bool:
    verifier = Verifier(issuer=ISSUER, audience=AUDIENCE, keys=keys, now=lambda: NOW)
    try:
        await verifier.verify(token)
    except AuthError:
        return False
    return True


def is_compact(row: Row) -> bool:
    try:
        parse_compact(row["token"].encode())
    except AuthError:
        return False
    return True


def is_textual(row: Row) -> bool:
    return row["class"] in ("encoding", "format")


def has_mac(row: Row, keys: list[bytes]) -> bool:
    """Whether the row's HMAC is right under one of these keys."""
    token = parse_compact(row["token"].encode())
    return any(key.matches(token.signing_input, token.signature) for key in fitting(row, keys))


def fitting(row: Row, keys: list[bytes]) -> list[HmacKey]:
    """Those that a `Key` can be."""
    equals = [equal_of_32_bytes(key) for key in keys]
    return [HmacKey(kid_of(row), key) for key in equals if key is not None]


def kid_of(row: Row) -> str:
    try:
        return str(json.loads(base64url.decode(row["token"].split(".")[0].encode()))["kid"])
    except (ValueError, KeyError):
        return "row"


def ids(rows: Sequence[Row]) -> list[str]:
    return [row["id"] for row in rows]


FITTING = [
    row
    for row in ROWS
    if row["alg"] == "HS256" and row["expect"] == "accept" and row["id"] not in LEVELS["not_base64url"]
    if row["id"] not in LEVELS["key_of_64_bytes"]
]


def test_every_row_is_there_once() -> None:
    assert len(ROWS) == len(set(ids(ROWS))) == 582
    assert len([row for row in ROWS if row["expect"] == "accept"]) == 78
    assert {name for named in LEVELS.values() for name in named} <= set(ids(ROWS))


async def test_no_row_is_accepted_under_the_shared_secret() -> None:
    for row in ROWS:
        assert not await accepts(SharedSecret(SECRET), row["token"]), row["id"]


async def test_no_row_is_accepted_under_its_own_key() -> None:
    """Nor under its public key, taken for an HMAC secret."""
    for row in ROWS:
        keys = shared_keys(row) + confused_keys(row)
        assert keys, row["id"]
        for key in fitting(row, keys):
            assert not await accepts(OneKey(key), row["token"]), row["id"]


def test_a_row_to_accept_passes_as_a_text() -> None:
    """All but empty payloads, and `?` in base64url."""
    refused = [row for row in ROWS if row["expect"] == "accept" and not is_compact(row)]
    assert sorted(ids(refused)) == sorted(LEVELS["empty_payload"] + LEVELS["not_base64url"])


def test_a_text_is_refused_where_it_is_what_is_wrong() -> None:
    passed = [row for row in ROWS if is_textual(row) and is_compact(row)]
    assert ids(passed) == list(LEVELS["byte_identical"])
    by_id = {row["id"]: row for row in ROWS}
    for row in passed:  # rows that lost their fault
        twin = by_id[LEVELS["byte_identical"][row["id"]]]
        assert (twin["token"], twin["expect"]) == (row["token"], "accept")


def test_a_text_tells_nothing_of_the_other_rows_to_refuse() -> None:
    others = [row for row in ROWS if row["expect"] == "reject" and not is_textual(row)]
    refused = [row for row in others if not is_compact(row)]
    assert ids(refused) == LEVELS["textual_too"]
    assert len(others) - len(refused) == 382


def test_the_signature_of_a_row_to_accept_is_right() -> None:
    assert len(FITTING) == 13
    for row in FITTING:
        assert has_mac(row, shared_keys(row)), row["id"]


def test_the_signature_of_a_row_to_refuse_is_wrong() -> None:
    """All but those whose key is what is wrong."""
    rows = [row for row in ROWS if row["expect"] == "reject" and is_compact(row)]
    right = [row for row in rows if has_mac(row, shared_keys(row) + confused_keys(row))]
    assert sorted(ids(right)) == sorted([*LEVELS["right_mac"], *LEVELS["byte_identical"]])


def test_no_key_of_another_length_is_let_in() -> None:
    for key in {key for row in ROWS for key in shared_keys(row) + confused_keys(row) if len(key) != 32}:
        with pytest.raises(ValueError, match="32"):
            HmacKey("row", key)
        with pytest.raises(ConfigurationError):
            DerivedKey(f"row:{key.hex()}")


def test_every_mutation_of_the_corpus_is_known() -> None:
    family = "cookbook-4_4.hmac-sha2_integrity_protection~"
    names = [row["comment"] for row in ROWS if row["id"].startswith(family)]
    assert len(names) == 20
    assert sorted(names) == sorted(MUTATIONS)


@pytest.mark.parametrize("row", FITTING, ids=lambda row: row["id"])
async def test_a_token_of_ours_under_the_key_of_a_row(row: Row) -> None:
    """Accepted, and refused with each of the faults that the corpus's own mutations have."""
    (key,) = fitting(row, shared_keys(row)[:1])
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "ann", "sid": "s", "jti": "j"}
    payload = json.dumps({**claims, "iat": NOW, "exp": NOW + 300}).encode()
    signed = issued_segment(key.kid) + b"." + base64url.encode(payload)
    token = (signed + b"." + key.sign(signed)).decode()
    assert await accepts(OneKey(key), token)
    for name, mutate in MUTATIONS.items():
        assert not await accepts(OneKey(key), mutate(*token.split("."))), name
