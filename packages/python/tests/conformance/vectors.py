"""The files of vectors, and what they are judged under."""

import json
from pathlib import Path
from typing import Any

import pytest

from jwt_auth_bridge import KeySource, SharedSecret, Verifier

VECTORS = Path(__file__).parents[4] / "conformance" / "vectors"


def load(name: str) -> dict[str, Any]:
    """A file of vectors. A missing file or an empty one fails the suite."""
    document: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    assert document["vectors"], f"{name}.json holds no vectors"
    return document


def each(name: str) -> pytest.MarkDecorator:
    """Run a test with each vector of a file."""
    return pytest.mark.parametrize("vector", load(name)["vectors"], ids=lambda vector: vector["id"])


def verifier(policy: dict[str, Any], now: float, *more: KeySource) -> Verifier:
    """A verifier of a file's policy, at this time."""
    return Verifier(
        issuer=policy["issuer"],
        audience=policy["audience"],
        leeway=policy["leeway"],
        compatibility=policy.get("compatibility"),
        keys=[*more, SharedSecret(policy["secrets"])],
        now=lambda: now,
    )
