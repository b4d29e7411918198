"""What differs between the two sides, as far as a token that nobody vouches for tells."""

import pytest

from jwt_auth_bridge import base64url
from jwt_auth_bridge.unknown_key import unknown_key

SECRETS = "the secrets differ, set the same BETTER_AUTH_SECRET on both sides"
AUDIENCES = "the audiences differ, set the same JWT_AUDIENCE on both sides"
EITHER = "the secrets or the audiences differ"


@pytest.mark.parametrize(
    ("payload", "difference"),
    [
        (b'{"aud":"todo-api"}', SECRETS),
        (b'{"aud":["x","todo-api"]}', SECRETS),
        (b'{"aud":"todo-api-2"}', AUDIENCES),
        (b'{"aud":["x"]}', AUDIENCES),
        (b'{"aud":{"todo-api":0}}', AUDIENCES),
        (b"{}", AUDIENCES),
        (b"[]", EITHER),
        (b"{", EITHER),
        (b'{"aud":"todo-api","aud":"x"}', EITHER),
    ],
)
def test_what_differs(payload: bytes, difference: str) -> None:
    refusal = unknown_key("theirs", ["first", "second"], base64url.encode(payload), "todo-api")
    expected = f"kid_unknown: signed with theirs, this API accepts first, second: {difference}"
    assert refusal.reason == expected


@pytest.mark.parametrize("kid", ["", "a b", "a\n", "é", "x" * 65])
def test_a_kid_that_nobody_of_us_made_is_not_repeated(kid: str) -> None:
    refusal = unknown_key(kid, ["first"], base64url.encode(b"{}"), "todo-api")
    expected = f"kid_unknown: signed with another key, this API accepts first: {AUDIENCES}"
    assert refusal.reason == expected
