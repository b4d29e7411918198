"""Which operations use the bridge."""

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import routing

from ..guard import is_guard
from .dependencies import BridgeDependency


def bridge_dependencies(dependant: Any) -> Iterator[BridgeDependency]:
    """Every dependency of the bridge in a dependency tree."""
    if is_guard(dependant.call) and isinstance(dependant.call, BridgeDependency):
        yield dependant.call
    for child in dependant.dependencies:
        yield from bridge_dependencies(child)


def guarded_operations(routes: Sequence[Any]) -> Iterator[tuple[str, str, list[BridgeDependency]]]:
    """Path template, lower-case method and dependencies of each operation that uses the bridge."""
    # FastAPI that includes routers lazily hides their routes from app.routes, and has this to list them.
    contexts = getattr(routing, "iter_route_contexts", iter)
    for route in contexts(routes):
        dependant = getattr(route, "dependant", None)
        if dependant is None:
            continue
        dependencies = list(bridge_dependencies(dependant))
        if dependencies:
            for method in getattr(route, "methods", None) or ():
                yield route.path_format, method.lower(), dependencies
