"""The quick way and the strict way give one answer; nothing but StrictJSONError escapes."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jwt_auth_bridge.strict_json import (
    DuplicateNameError,
    NonFiniteNumberError,
    StrictJSONError,
    parse_object,
)

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), VALUES), st.booleans())
def test_reads_what_json_reads(value: dict[str, object], ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    try:
        assert parse_object(data) == value
    except StrictJSONError:
        assert "\\ud" in text or "[" in text or "{" in text[1:]  # a surrogate, or too deep


@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    with suppress(StrictJSONError):
        assert isinstance(parse_object(data), dict)


NAMES = st.sampled_from(["a", "b", "c"])
SCALARS = st.sampled_from(
    ["1", '"x"', '","', '":"', '"{"', "null", '"a,b:c"', "[]", "{}", '{"a":1}', "[1,2]", '{"a":1,"a":2}']
)


@given(st.lists(st.tuples(NAMES, SCALARS), min_size=1, max_size=5), st.sampled_from(["", " ", "\n"]))
def test_a_repeated_name_is_always_seen(members: list[tuple[str, str]], space: str) -> None:
    """Against counting by hand, with commas, colons and braces inside strings to mislead the quick way."""
    text = "{" + ",".join(f'{space}"{name}"{space}:{space}{value}' for name, value in members) + "}"
    names = [name for name, _ in members]
    repeated = len(set(names)) < len(names) or any(value == '{"a":1,"a":2}' for _, value in members)
    if repeated:
        with pytest.raises(DuplicateNameError):
            parse_object(text.encode())
    else:
        assert parse_object(text.encode()) == json.loads(text)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1e999999", "9" * 400, "-" + "9" * 400, "9" * 5000])
def test_numbers_that_no_double_holds(number: str) -> None:
    for text in (f'{{"a":{number}}}', f'{{"a":[{number}]}}'):
        with pytest.raises(NonFiniteNumberError):
            parse_object(text.encode())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{"a":1e400', StrictJSONError),
        ('{"a":1,"a":2', StrictJSONError),
        ("[1e400]", StrictJSONError),
        ('{"a":1e400,"b":' + "[" * 16 + "]" * 16 + "}", StrictJSONError),
        (' {"a":1e400,"a":1} ', DuplicateNameError),
        ('{"a":1e400,"b":{"c":1,"c":2}}', DuplicateNameError),
        ('{"a":"\\ud800","a":1}', DuplicateNameError),
        ('{"a":1e400,"b":"\\ud800"}', StrictJSONError),
        (' {"a":1e400}', NonFiniteNumberError),
    ],
)
def test_names_the_first_fault(text: str, fault: type[StrictJSONError]) -> None:
    """Parsers meet the faults of a text in different orders; the profile has one."""
    with pytest.raises(StrictJSONError) as raised:
        parse_object(text.encode())
    assert type(raised.value) is fault


@pytest.mark.parametrize(
    "data",
    [
        b"", b" ", b"null", b"[]", b'"a"', b"1", b"{", b"{}x", b"{}{}", b"{'a':1}", b'{"a":1,}', b'{"a":NaN}',
        b'{"a":Infinity}', b'{"a":-Infinity}', b'{"a":01}', b'{"a":+1}', b'{"a":.5}', b'{"a":"\x01"}',
        b"\xef\xbb\xbf{}", b'{"a":"\xed\xa0\x80"}', b'{"a":"\xff"}', b'{"a":"\\ud800"}', b'{"\\udc00":1}',
        b'{"a":"\\uDFFF\\uD800"}', "{}".encode("utf-16"), b"\x0c{}", b"\xc2\xa0{}", b"{}\x00", b"[" * 6000,
        b'{"a":' * 1200, b'{"a":' + b"[" * 16 + b"]" * 16 + b"}",
    ],
)  # fmt: skip
def test_refused(data: bytes) -> None:
    with pytest.raises(StrictJSONError) as refused:
        parse_object(data)
    assert len(str(refused.value)) < 40  # fixed text, nothing of the input


def test_depth() -> None:
    assert parse_object(b'{"a":' + b"[" * 15 + b"]" * 15 + b"}")
    assert parse_object(b'{"a":"' + b"[{" * 50 + b'"}')  # brackets in a string nest nothing
    assert parse_object(b'{"a":"\\"' + b"[" * 50 + b'"}')
