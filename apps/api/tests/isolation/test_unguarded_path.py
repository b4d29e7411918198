"""A route whose guard was forgotten: behind it either wall still keeps users apart."""

from typing import Any

import pytest

from tests import operations
from tests.caller import Caller
from tests.isolation.conftest import chosen, says

BODIES: dict[str, Any] = {
    "POST": {"title": "Bob was here"},
    "PUT": {"title": "Bob was here", "description": "", "completed": True},
    "PATCH": {"completed": True},
}
WALLS = chosen(("guard", "session"), ("guard", "database"))


@pytest.mark.parametrize("without", WALLS, ids=says, indirect=True)
@pytest.mark.parametrize("operation", operations.PROTECTED, ids=str)
async def test_an_unguarded_path_serves_the_caller(
    alice: Caller, bob: Caller, operation: operations.Operation
) -> None:
    """By Alice's path Bob reaches what is his, meets none of hers, and leaves all of it as it is."""
    hers = await alice.add("Hers", description="private")
    response = await bob.client.request(
        operation.method,
        operation.path(alice.user_id, hers["id"]),
        headers=dict(bob.headers),
        json=BODIES.get(operation.method),
    )
    assert hers["id"] not in response.text
    assert hers["title"] not in response.text
    expected = {"GET": 200, "POST": 201}
    assert response.status_code == (404 if "{task_id}" in operation.template else expected[operation.method])
    assert await alice.walk() == [hers]
