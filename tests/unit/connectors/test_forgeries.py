"""A thousand deliveries that are forged, altered, replayed, late, out of order, for somebody else or malformed: none accepted, none crashes.

Made from the recorded deliveries by Hypothesis; what was accepted is known from the real table of what is in flight.
"""

import copy
import json
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.storage.database import make_engine, migrate
from bot.storage.inflight import SqlInflight
from connectors.delivery import Update
from connectors.telegram_channel import telegram_router
from tests.unit.connectors import telegram_samples as telegram
from tests.unit.connectors import whatsapp_fakes as whatsapp

SECRET = "the_secret-of-the-tests"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
EXAMPLES = 200  # of each kind and platform: forged, altered, malformed; a thousand in all
THOROUGH = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=40),
    st.sampled_from(["\ud800", "9" * 400, "\x00", -(2**63), 2**70, [], {}, [[]]]),
)
_ids = count(1)


class Inbox:
    """Accepts as the durable inbox does: into the table, each id once."""

    def __init__(self, inflight: SqlInflight):
        self._inflight, self.accepted = inflight, []

    async def accept(self, update: Update) -> bool:
        json.dumps(update.body)  # it is sealed as JSON
        assert isinstance(update.chat, str) and update.chat and isinstance(update.id, str) and update.id
        new = self._inflight.add(f"{update.channel}:{update.id}", update.chat, b"sealed")
        self.accepted += [update.id] if new else []
        return new


@dataclass
class World:
    """Both webhooks before one inbox."""

    inbox: Inbox
    client: TestClient

    def meets(self, platform: "Platform", body: bytes, headers: dict[str, Any]) -> tuple[int, int]:
        """(status, how many messages were new)."""
        before = len(self.inbox.accepted)
        status = self.client.post(platform.path, content=body, headers=headers).status_code
        return status, len(self.inbox.accepted) - before


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('forgeries')}/harrera.db")
    migrate(engine)
    inbox = Inbox(SqlInflight(engine))
    app = whatsapp.whatsapp_app(inbox)
    app.include_router(telegram_router(inbox, lambda: telegram.OWN, SECRET))
    with TestClient(app) as client:
        yield World(inbox, client)
    engine.dispose()


class Platform:
    """How a delivery of it is made and signed; `samples` are the recorded ones that ask for an answer."""

    path: str
    samples: dict[str, dict]

    def signed(self, body: bytes) -> dict[str, str]: ...

    def fresh(self, sample: dict) -> dict:
        """The same with an id that nobody has seen."""

    def dated(self, sample: dict, seconds: int) -> dict: ...

    def forged(self, draw, body: bytes) -> dict[str, str]: ...


class Telegram(Platform):
    path = "/telegram/webhook"
    samples = {
        name: telegram.fixture(name) for name in ("text", "callback_query", "edited_text", "location", "photo_with_caption", "voice")
    }

    def signed(self, body):
        return {HEADER: SECRET}

    def fresh(self, sample):
        return sample | {"update_id": next(_ids)}

    def dated(self, sample, seconds):
        changed = copy.deepcopy(sample)
        for message in changed.values():
            if isinstance(message, dict) and "date" in message:
                message["date"] = seconds
        return changed

    def forged(self, draw, body):
        header = draw(
            st.one_of(st.none(), st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\x00"), max_size=60), _one_off(SECRET))
        )
        return {} if header is None else {HEADER: header.encode("latin-1")}


class WhatsApp(Platform):
    path = "/whatsapp/webhook"
    samples = {
        name: whatsapp.fixture(name) for name in ("text", "button_reply", "list_reply", "location", "image_with_caption", "edit", "several")
    }

    def signed(self, body):
        return whatsapp.signature(body)

    def fresh(self, sample):
        changed = copy.deepcopy(sample)
        for message in _messages(changed):
            message["id"] = f"wamid.{next(_ids)}"
        return changed

    def dated(self, sample, seconds):
        changed = copy.deepcopy(sample)
        for message in _messages(changed):
            message["timestamp"] = str(seconds)
        return changed

    def forged(self, draw, body):
        right = whatsapp.signature(body)["X-Hub-Signature-256"]
        other = whatsapp.signature(body, draw(st.text(st.characters(codec="utf-8"), max_size=30)))["X-Hub-Signature-256"]
        header = draw(
            st.one_of(
                st.none(),
                _one_off(right),
                st.just(other),
                st.just(right.replace("sha256", "sha1")),
                st.text("0123456789abcdef=sha", max_size=80),
            )
        )
        return {} if header is None else {"X-Hub-Signature-256": header}


PLATFORMS = {"telegram": Telegram(), "whatsapp": WhatsApp()}
platforms = pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)


def _messages(delivery: dict) -> list[dict]:
    return [m for entry in delivery["entry"] for change in entry["changes"] for m in change["value"].get("messages", [])]


def _one_off(secret: str) -> st.SearchStrategy[str]:
    """The secret with one letter changed, missing or too many."""
    places = st.integers(0, len(secret) - 1)
    changed = places.map(lambda at: secret[:at] + chr(ord(secret[at]) ^ 1) + secret[at + 1 :])
    return st.one_of(changed, places.map(lambda at: secret[:at] + secret[at + 1 :]), places.map(lambda at: f"{secret[:at]}x{secret[at:]}"))


def _body(delivery: object) -> bytes:
    return json.dumps(delivery).encode()


@platforms
@settings(THOROUGH)
@given(data=st.data())
def test_forged_delivery_is_refused(world, platform, data):
    body = _body(platform.fresh(data.draw(st.sampled_from(list(platform.samples.values())))))

    assert world.meets(platform, body, platform.forged(data.draw, body)) == (403, 0)


@settings(THOROUGH)
@given(data=st.data())
def test_altered_whatsapp_delivery_is_refused(world, data):
    """Telegram does not sign bodies: there the secret and TLS are all there is."""
    platform = PLATFORMS["whatsapp"]
    body = _body(platform.fresh(data.draw(st.sampled_from(list(platform.samples.values())))))
    at = data.draw(st.integers(0, len(body) - 1))
    altered = data.draw(
        st.sampled_from([body[:at], body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :], body[:at] + b" " + body[at:], body * 2])
    )

    assert world.meets(platform, altered, platform.signed(body)) == (403, 0)


@platforms
@settings(THOROUGH)
@given(data=st.data())
def test_malformed_delivery_neither_crashes_nor_is_answered_as_if_it_were_none(world, platform, data):
    """Signed rightly, and broken in up to three places: refused or forgotten, or taken when what is left can be answered."""
    delivery = platform.fresh(data.draw(st.sampled_from(list(platform.samples.values()))))
    for _ in range(data.draw(st.integers(1, 3))):
        delivery = _broken(delivery, data.draw)
    body = _body(delivery)
    body = body[: data.draw(st.sampled_from([len(body)] * 4 + [len(body) // 2]))]
    status, new = world.meets(platform, body, platform.signed(body))

    assert status in (200, 400)
    assert new <= len(_texts(delivery))


def _broken(value: Any, draw) -> Any:
    """One place of it holds something odd, or is gone."""
    if isinstance(value, dict) and value and draw(st.integers(0, 7)):
        key = draw(st.sampled_from(sorted(value)))
        if not draw(st.integers(0, 5)):
            return {name: other for name, other in value.items() if name != key}
        return value | {key: _broken(value[key], draw)}
    if isinstance(value, list) and value:
        return [_broken(value[0], draw), *value[1:]]
    return draw(ODD)


def _texts(delivery: Any) -> list[str]:
    """Of every message it could hold, at the most; a whole number more than nothing."""
    return [part for part in json.dumps(delivery).split('"from') if part]


@platforms
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_replayed_late_and_reordered_deliveries_are_taken_once_each(world, platform, data):
    """Whatever clock wrote their dates: the platform's, a wrong one, ours an hour ago."""
    seconds = data.draw(st.sampled_from([0, 1, 1_000_000_000, 2**31, 4_102_444_800, 10**12]))
    names = data.draw(st.lists(st.sampled_from(sorted(platform.samples)), min_size=2, max_size=4))
    deliveries = [platform.fresh(platform.dated(platform.samples[name], seconds)) for name in names]
    order = data.draw(st.permutations(deliveries * 3))
    met = [world.meets(platform, body := _body(delivery), platform.signed(body)) for delivery in order]

    assert {status for status, _ in met} == {200}
    assert sum(new for _, new in met) == sum(len(_messages(each)) if platform.path.startswith("/whatsapp") else 1 for each in deliveries)


@settings(max_examples=50, deadline=None)
@given(number=st.text(st.characters(codec="utf-8"), max_size=20).filter(lambda text: text != whatsapp.PHONE_ID))
def test_delivery_for_another_number_is_not_answered(world, number):
    delivery = PLATFORMS["whatsapp"].fresh(whatsapp.fixture("text"))
    delivery["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = number
    body = _body(delivery)

    assert world.meets(PLATFORMS["whatsapp"], body, whatsapp.signature(body)) == (200, 0)


@platforms
def test_ten_megabytes_are_refused(world, platform):
    body = b'{"x": "' + b"x" * 10_000_000 + b'"}'

    assert world.meets(platform, body, platform.signed(body)) == (413, 0)
