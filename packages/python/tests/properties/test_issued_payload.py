"""The quick reader and the strict ones say the same of every payload."""

import json
from collections.abc import Iterable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jwt_auth_bridge import AuthError, Principal, SharedSecret, Verifier
from jwt_auth_bridge.base64url import encode
from jwt_auth_bridge.issued_payload import IssuedPayload

from ..conftest import AUDIENCE, ISSUER, NOW, SECRET, Clock
from ..signed import sign
from .examples import MANY


class Nothing(IssuedPayload):
    """Leaves every payload to the strict readers."""

    def read(self, segment: bytes, now: float) -> Principal | None:  # noqa: ARG002 - as the other's
        return None


CLOCK = Clock()
QUICK, STRICT = (
    Verifier(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), now=CLOCK) for _ in range(2)
)
STRICT._reader._issued = Nothing(STRICT._policy)

IDS = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x7E, exclude_characters='"\\'), min_size=1, max_size=255
)
ODD = st.sampled_from(
    [
        *(json.dumps(text) for text in ("", "x" * 256, "ä", "\x7f", '"', "\\", "\ud800", "a\0", "\u2028")),
        *(
            '"ä"',
            '"\x7f"',
            '"a\n"',
            '"\\u0061"',
            '"',
            "null",
            "1",
            "[]",
            "{}",
            'x"',
            '"a","sub":"b"',
            '"' + "x" * 255 + '"',
        ),
    ]
)
NUMBERS = st.sampled_from(
    [
        *(
            "0",
            "-1",
            "01",
            "1800000000.",
            ".5",
            "1.8e9",
            "1E400",
            "NaN",
            "9007199254740991",
            "9007199254740992",
        ),
        *(
            "1800000000.1234567890",
            "1799999999.999999999",
            "999999999999999",
            "true",
            '"1800000000"',
            " 1800000000",
            "-0",
        ),
        *(
            "1800000001",
            "1799996400",
            "1799996400.001",
            "1800003600",
            "1800000005",
            "1800000006",
            "1799999994",
        ),
    ]
)


@st.composite
def moments(draw: st.DrawFn) -> str:
    """As `Date.now() / 1000` is written, around now."""
    milliseconds = draw(st.integers(-4_000_000, 4_000_000))
    return json.dumps((NOW * 1000 + milliseconds) / 1000).removesuffix(".0")


@st.composite
def usual(draw: st.DrawFn) -> dict[str, str]:
    """The claims in the issuer's order, as JSON each."""
    iat = draw(moments())
    return {
        "iss": json.dumps(ISSUER),
        "aud": json.dumps(AUDIENCE),
        **{name: json.dumps(draw(IDS)) for name in ("sub", "sid", "jti")},
        "iat": iat,
        "exp": str(int(float(iat)) + draw(st.integers(1, 3600))),
    }


def written(pairs: Iterable[tuple[str, str]]) -> bytes:
    members = ",".join(f'"{name}":{value}' for name, value in pairs)
    return f"{{{members}}}".encode("utf-8", "surrogatepass")


@st.composite
def payloads(draw: st.DrawFn) -> bytes:
    """As the issuer writes them, and with one part or a few bytes changed."""
    members = draw(usual())
    change = draw(st.sampled_from(["none", "value", "number", "order", "less", "more", "twice", "bytes"]))
    if change == "value":
        members[draw(st.sampled_from(["iss", "aud", "sub", "sid", "jti"]))] = draw(ODD | IDS.map(json.dumps))
    elif change == "number":
        members[draw(st.sampled_from(["iat", "exp"]))] = draw(NUMBERS)
    elif change == "less":
        del members[draw(st.sampled_from([*members]))]
    elif change == "more":
        members[draw(st.sampled_from(["nbf", "scope", "name", ""]))] = draw(NUMBERS | ODD)
    pairs = [*members.items()]
    if change == "order":
        pairs = draw(st.permutations(pairs))
    elif change == "twice":
        pairs.insert(draw(st.integers(0, len(pairs))), draw(st.sampled_from(pairs)))
    payload = written(pairs)
    if change == "bytes":
        start = draw(st.integers(0, len(payload)))
        payload = payload[:start] + draw(st.binary(max_size=3)) + payload[start + draw(st.integers(0, 3)) :]
    return payload


async def said_by(verifier: Verifier, token: str) -> tuple[Any, ...]:
    try:
        caller = await verifier.verify(token)
    except AuthError as error:
        return type(error), error.reason
    kinds = [type(value) for value in caller.claims.values()]
    return caller, list(caller.claims.items()), kinds, caller.has_session, type(caller.claims)


@MANY
@given(
    payloads(),
    st.just(NOW) | st.floats(NOW - 4000, NOW + 4000) | st.sampled_from([float("nan"), float("inf")]),
)
async def test_both_ways_say_the_same(payload: bytes, now: float) -> None:
    """Verdict, reason, caller and claims."""
    CLOCK.now = now
    token = sign(payload)
    assert await said_by(QUICK, token) == await said_by(STRICT, token)


@MANY
@given(usual())
def test_what_the_issuer_writes_is_read_quickly(members: dict[str, str]) -> None:
    payload = written(members.items())
    caller = QUICK._reader._issued.read(encode(payload), float(members["iat"]))
    assert caller is not None
    assert dict(caller.claims) == json.loads(payload)
