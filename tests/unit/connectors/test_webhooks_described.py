"""Both webhooks of the whole app, described by the deliveries that were recorded and fed by Schemathesis with what they allow and what they
forbid, under the right secret or signature: each is acknowledged or refused as documented, and what was acknowledged is answered.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from schemathesis import Case, GenerationMode

from bot.bootstrap import House
from bot.settings import Settings
from bot.storage.database import migrate
from bot.storage.inflight import SqlInflight
from bot.web import make_app
from connectors.simulator.serving import Serving
from connectors.simulator.telegram import StandIn
from connectors.simulator.telegram_people import TOKEN
from connectors.simulator.whatsapp import StandInGraph
from tests.unit.bot.fakes import entry
from tests.unit.connectors import telegram_samples as telegram
from tests.unit.connectors import whatsapp_fakes as whatsapp
from tests.unit.connectors.shapes import Schema, shape
from tests.unit.described import operations_of, try_all

TELEGRAM, WHATSAPP = "/telegram/webhook", "/whatsapp/webhook"
SECRET = "the_secret-of-the-tests"
WORD = "a word between processes, long enough for it"
ACKNOWLEDGED, MALFORMED = 200, 400
EXAMPLES = 3  # of what is allowed, for each recorded kind, and as many of what is forbidden


@dataclass
class World:
    """The app with its real inbox, and both platforms."""

    client: TestClient
    inflight: SqlInflight
    telegram: StandIn
    graph: StandInGraph

    def until_answered(self, seconds: float = 120.0) -> dict[str, int]:
        """In which states what was taken is, when nothing waits any more."""
        deadline = time.monotonic() + seconds
        while self.inflight.counted().get("waiting") and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.inflight.counted()


@pytest.fixture(scope="module")
def deliveries() -> dict[str, list[tuple[bool, bytes]]]:
    """By webhook, (allowed, body). Made before anything is open: Hypothesis watches over chance in the whole process."""
    files = sorted(whatsapp.FIXTURES.glob("*.json"))
    return {
        TELEGRAM: made(TELEGRAM, [telegram.fixture(name) for name in telegram.NAMES]),
        WHATSAPP: made(WHATSAPP, [whatsapp.fixture(file.stem) for file in files]),
    }


@pytest.fixture(scope="module")
def world(deliveries, tmp_path_factory) -> Iterator[World]:
    platforms = StandIn(), StandInGraph("a token")
    with Serving(platforms[0].app()) as telegram_url, Serving(platforms[1].app) as graph_url:
        house = House(_settings(tmp_path_factory.mktemp("webhooks"), telegram_url, graph_url))
        migrate(house.database)
        house.repository.save([entry("storks", languages=("es", "ar")), entry("herons")])
        with TestClient(make_app(house, 1), raise_server_exceptions=False) as client:
            yield World(client, SqlInflight(house.database), *platforms)
        house.database.dispose()


def _settings(folder: Path, telegram_url: str, graph_url: str) -> Settings:
    """Both platforms are on; the engine is away, as in an outage."""
    return Settings(
        data_dir=folder,
        engine_urls="http://127.0.0.1:9",
        engine_token=WORD,
        action_token=WORD,
        messages_per_minute=100_000,
        telegram_token=TOKEN,
        telegram_secret=SECRET,
        telegram_api_base=telegram_url,
        whatsapp_phone_id=whatsapp.PHONE_ID,
        whatsapp_token="a token",
        whatsapp_app_secret=whatsapp.APP_SECRET,
        whatsapp_verify_token=whatsapp.VERIFY_TOKEN,
        whatsapp_api_base=f"{graph_url}/v25.0",
    )


def described(path: str, body: Schema) -> dict[str, Any]:
    """An OpenAPI description of one webhook."""
    content = {"required": True, "content": {"application/json": {"schema": body}}}
    responses = {str(status): {"description": "documented"} for status in (ACKNOWLEDGED, MALFORMED)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "webhook", "version": "1"},
        "paths": {path: {"post": {"requestBody": content, "responses": responses}}},
    }


def made(path: str, recorded: Sequence[dict]) -> list[tuple[bool, bytes]]:
    """Of each recorded kind deliveries that its shape allows, and others."""
    found: list[tuple[bool, bytes]] = []

    def keep(case: Case) -> None:
        found.append((case.meta.generation.mode is GenerationMode.POSITIVE, json.dumps(whole(case.body), default=str).encode()))

    for delivery in recorded:
        (operation,) = operations_of(described(path, shape([delivery])))
        try_all(operation, EXAMPLES, keep)
    return found


def whole(value: Any) -> Any:
    """JSON Schema allows 3.0 for a whole number; no platform writes one like that."""
    if isinstance(value, dict):
        return {name: whole(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [whole(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def delivered(
    world: World, path: str, deliveries: list[tuple[bool, bytes]], signed: Callable[[bytes], dict[str, str]]
) -> dict[tuple[bool, int], int]:
    """How often each (allowed by the description, status)."""
    return Counter(
        (allowed, world.client.post(path, content=content, headers=signed(content)).status_code) for allowed, content in deliveries
    )


def assert_as_documented(met: dict[tuple[bool, int], int], states: dict[str, int]) -> None:
    """What is allowed is acknowledged, what is not may be refused, and everything that was taken is answered."""
    assert set(met) <= {(True, ACKNOWLEDGED), (False, ACKNOWLEDGED), (False, MALFORMED)}, met
    assert met[True, ACKNOWLEDGED] > 50 < met[False, MALFORMED] + met[False, ACKNOWLEDGED]
    assert set(states) == {"done"} and states["done"] > 30


def test_whatever_telegram_may_send_is_acknowledged_and_answered(world, deliveries):
    met = delivered(world, TELEGRAM, deliveries[TELEGRAM], lambda content: {"X-Telegram-Bot-Api-Secret-Token": SECRET})

    assert_as_documented(met, world.until_answered())
    assert len(world.telegram.calls) > 30


def test_whatever_meta_may_send_is_acknowledged_and_answered(world, deliveries):
    met = delivered(world, WHATSAPP, deliveries[WHATSAPP], whatsapp.signature)

    assert_as_documented(met, world.until_answered())
    assert len(world.graph.messages) > 30
