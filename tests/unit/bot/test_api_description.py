"""Every route of the public API, fed with what its description allows and with what it forbids: an answer in the documented
shape, never a fault of ours. Schemathesis makes the requests, in this process and always the same ones, so that a failure is found again.
"""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.testclient import TestClient
from httpx import Response
from schemathesis import Case

from bot.bootstrap import House
from bot.settings import Settings
from bot.storage.database import migrate
from bot.web import make_app
from tests.unit.bot.fakes import entry
from tests.unit.described import operations_of, sent, try_all

NOT_TRIED = {"/api/events"}  # a stream without an end; tests/unit/connectors/test_web_events.py


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> Iterator[FastAPI]:
    """The whole app over two entries; its engine is away, as in an outage."""
    house = House(Settings(data_dir=tmp_path_factory.mktemp("described"), engine_timeout=0.2, messages_per_minute=100_000))
    migrate(house.database)
    house.repository.save([entry("storks", languages=("es", "ar")), entry("herons")])
    yield make_app(house, 1)
    house.database.dispose()


def operations(app: FastAPI) -> list:
    described = get_openapi(title="described", version="1", routes=app.routes)
    return [operation for operation in operations_of(described) if operation.path not in NOT_TRIED]


def fault_of(response: Response, case: Case) -> str:
    """A fault of ours, or an error in another shape than the one; empty for a good answer."""
    if case.operation.path == "/readyz" and response.status_code == 503:
        return ""
    said = f"{case.operation.label}: {response.status_code}"
    if response.status_code >= 500:
        return said
    if response.status_code >= 400 and "json" in response.headers.get("content-type", ""):
        error = response.json().get("error")
        good = isinstance(error, dict) and set(error) == {"code", "message"} and all(isinstance(value, str) for value in error.values())
        return "" if good else f"{said} in another shape"
    return ""


def test_public_api_answers_whatever_comes_in_the_documented_shape(app):
    client, tried, faults = TestClient(app, follow_redirects=False, raise_server_exceptions=False), set(), set()

    def check(case: Case) -> None:
        response = sent(client, case)
        tried.add(case.operation.path)
        faults.add(fault_of(response, case))
        if response.status_code == 200 and "json" in response.headers["content-type"]:
            case.operation.validate_response(response)

    for operation in operations(app):
        try_all(operation, 10, check)
    assert faults == {""}
    assert {"/api/chat", "/healthz", "/readyz"} <= tried
