"""Requests made from a description of an application by Schemathesis: what it allows and what it forbids, always the same ones."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import schemathesis
from fastapi.testclient import TestClient
from httpx import Response
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode


def operations_of(description: dict[str, Any]) -> list:
    """Every operation of an OpenAPI description."""
    return [result.ok() for result in schemathesis.openapi.from_dict(description).get_all_operations()]


def try_all(operation: Any, examples: int, check: Callable[[Case], None]) -> None:
    """What the description allows, and what it forbids when it forbids anything."""
    try_allowed(operation, examples, check)
    try_forbidden(operation, examples, check)


def try_allowed(operation: Any, examples: int, check: Callable[[Case], None]) -> None:
    _try(operation.as_strategy(generation_mode=GenerationMode.POSITIVE), examples, check)


def try_forbidden(operation: Any, examples: int, check: Callable[[Case], None]) -> None:
    with suppress(Unsatisfiable):  # a route without parameters cannot be asked wrongly
        _try(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE), examples, check)


def _try(requests: SearchStrategy[Case], examples: int, check: Callable[[Case], None]) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(requests)
    def tried(case: Case) -> None:
        check(case)

    tried()


def sent(client: TestClient, case: Case, below: str = "", **headers: str) -> Response:
    """The answer to a request; `below` is where the application is mounted, and `headers` are sent with it."""
    made = case.as_transport_kwargs(base_url=f"http://testserver{below}")
    made["headers"] = {name: value for name, value in made["headers"].items() if name.lower() != "user-agent"} | headers
    if isinstance(made.get("data"), (bytes, str)):
        made["content"] = made.pop("data")
    return client.request(**{key: value for key, value in made.items() if key != "cookies"})
