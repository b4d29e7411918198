"""The faults that the "derived mutation" rows of conformance/corpora have, by their names there."""

from collections.abc import Callable

from jwt_auth_bridge.base64url import decode, encode

Mutation = Callable[[str, str, str], str]
"""Header, payload and signature segment to another token."""


def _signature(change: Callable[[bytes], bytes]) -> Mutation:
    return lambda h, p, s: f"{h}.{p}.{encode(change(decode(s.encode()))).decode()}"


def _flip(at: int) -> Mutation:
    return _signature(lambda mac: mac[:at] + bytes([mac[at] ^ 1]) + mac[at + 1 :])


def _algorithm(header: str, name: str) -> str:
    return encode(decode(header.encode()).replace(b"HS256", name.encode())).decode()


def _without_signature(name: str) -> Mutation:
    return lambda h, p, _: f"{_algorithm(h, name)}.{p}."


def _with_old_signature(name: str) -> Mutation:
    return lambda h, p, s: f"{_algorithm(h, name)}.{p}.{s}"


_NONES = ("none", "None", "NONE", "nOnE")
MUTATIONS: dict[str, Mutation] = {
    **{f"sigbit{at}": _flip(at) for at in (0, 16, 31)},
    "sig-empty": lambda h, p, _: f"{h}.{p}.",
    "sig-missing": lambda h, p, _: f"{h}.{p}",
    "sig-trunc1": _signature(lambda mac: mac[:-1]),
    "sig-ext1": _signature(lambda mac: mac + b"\0"),
    "extra-segment": lambda h, p, s: f"{h}.{p}.{s}.x",
    "payload-appended": lambda h, p, s: f"{h}.{p}AAAA.{s}",
    "pad-sig": lambda h, p, s: f"{h}.{p}.{s}==",
    "space-sig": lambda h, p, s: f"{h}.{p}.{s[:4]} {s[4:]}",
    "nl-header": lambda h, p, s: f"{h[:4]}\n{h[4:]}.{p}.{s}",
    **{f"alg-{name}": _without_signature(name) for name in _NONES},
    **{f"alg-{name}-keepsig": _with_old_signature(name) for name in _NONES},
}
