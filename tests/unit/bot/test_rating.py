"""Did it help? Two buttons under an answer: honoured once, for the answer the talk is about, and counted without anybody."""

from datetime import date, datetime

import pytest

from bot.actions.registry import run_action
from bot.actions.without_engine import replies_without_engine
from bot.conversation import with_rating
from bot.counting import Counter
from bot.messages import Button, Decision, Payload, RedactedMessage, Reply
from bot.payloads import engine_text, parse_payload
from bot.storage.counts import MemoryCounts
from bot.storage.tallies import MemoryTallies
from bot.texts import Texts
from connectors.rating import rating_of
from connectors.telegram_channel import Rendering, ShortPayloads
from connectors.whatsapp_channel.rendering import render
from tests.unit.bot.fakes import FakeLibrary, entry, toolbox, turn

TEXTS = Texts.load()
ANSWER = Reply("Ve al padrón.", "es", topic="padron-documentos", decision=Decision.ANSWER)
RATABLE = with_rating([ANSWER])[0]
LIBRARY = FakeLibrary(entry("padron-documentos", related=("padron-pasaporte",)), entry("padron-pasaporte"))


def pressed(action: str = "action_helpful", topic: str | None = "padron-documentos", **slots):
    entities = {"topic": [topic]} if topic else {}
    return run_action(turn(action, entities=entities, slots={"last_topic": "padron-documentos"} | slots), toolbox(LIBRARY))


def message(text: str = "gracias") -> RedactedMessage:
    return _redacted(text, "es", "key", "web", "bilbao", parse_payload(text))


def _redacted(*values) -> RedactedMessage:
    return RedactedMessage(*values)


@pytest.mark.parametrize(("action", "helped"), [("action_helpful", True), ("action_not_helpful", False)])
def test_last_answer_is_rated_once(action, helped):
    outcome = pressed(action)
    reply = outcome.replies[0]

    assert (reply.rates, reply.helped) == ("padron-documentos", helped)
    assert outcome.slots == {"rated_topics": "padron-documentos"}
    assert pressed(action, rated_topics="padron-documentos").replies[0].rates == ""


def test_said_in_words_it_counts_for_the_last_answer_too():
    assert pressed(topic=None).replies[0].rates == "padron-documentos"


@pytest.mark.parametrize(
    ("topic", "slots"), [("padron-pasaporte", {}), ("padron-documentos", {"last_topic": None}), (None, {"last_topic": None})]
)
def test_late_or_invented_rating_is_thanked_and_not_counted(topic, slots):
    outcome = pressed(topic=topic, **slots)
    assert outcome.replies[0].rates == "" and outcome.replies[0].text == TEXTS.get("es", "helpful") and outcome.slots == {}


def test_what_did_not_help_leads_to_the_nearest_entries_and_a_human():
    buttons = [button.payload for button in pressed("action_not_helpful").replies[0].buttons]
    assert buttons == ["topic:padron-pasaporte", "act:talk_to_human"]


def test_without_the_engine_it_is_thanked_and_not_counted():
    (reply,) = replies_without_engine(message("helped:padron-documentos"), "es", toolbox(LIBRARY))
    assert reply.text == TEXTS.get("es", "helpful") and reply.rates == ""


def test_payload_travels_to_the_engine_as_its_intent():
    assert engine_text(Payload("not_helped", "padron-que-es")) == '/not_helpful{"topic": "padron-que-es"}'
    assert parse_payload('helped:x"}') is None


@pytest.mark.parametrize(
    "replies",
    [
        [ANSWER, ANSWER],
        [ANSWER, Reply("Y más", "es")],
        [Reply("112", "es", emergency=True), ANSWER],
        [Reply("¿Cuál?", "es", decision=Decision.ASK)],
        [Reply("Ficha", "es", rumour="x", decision=Decision.ANSWER)],
        [],
    ],
)
def test_only_a_single_last_answer_of_an_entry_may_be_rated(replies):
    assert with_rating(replies) == replies


def test_card_before_an_answer_does_not_take_the_rating_away():
    assert [reply.may_be_rated for reply in with_rating([Reply("Ficha", "es", rumour="x"), ANSWER])] == [False, True]


@pytest.mark.parametrize("language", TEXTS.languages)
def test_every_language_has_its_two_buttons(language):
    yes, no = rating_of(Reply("x", language, topic="a", may_be_rated=True), TEXTS)
    assert (yes[1], no[1]) == ("helped:a", "not_helped:a") and yes[0] != no[0] and max(map(len, (yes[0], no[0]))) <= 24
    assert rating_of(ANSWER, TEXTS) == []


def test_telegram_has_them_in_a_row_of_their_own():
    keyboard = Rendering(TEXTS, ShortPayloads()).outgoing(RATABLE)[-1].payload["reply_markup"]["inline_keyboard"]
    assert [button["callback_data"] for button in keyboard[-1]] == ["helped:padron-documentos", "not_helped:padron-documentos"]


@pytest.mark.parametrize(
    ("others", "shape", "shown"), [(1, "button", 3), (2, "button", 2), (3, "button", 3), (4, "list", 6), (9, "list", 9)]
)
def test_whatsapp_has_them_where_there_is_room(others, shape, shown):
    buttons = tuple(Button(f"Otro {n}", f"topic:a{n}") for n in range(others))
    interactive = render(Reply("Ve.", "es", topic="a", may_be_rated=True, buttons=buttons), TEXTS)[-1].payload["interactive"]

    assert interactive["type"] == shape
    action = interactive["action"]
    assert len(action["buttons"] if shape == "button" else action["sections"][0]["rows"]) == shown


def counted(*replies: Reply) -> tuple[MemoryCounts, MemoryTallies, list[Reply]]:
    counts, tallies, kept = MemoryCounts(), MemoryTallies(), []
    counter = Counter(counts, tallies, lambda topic: "padron", lambda _, reply: kept.append(reply), lambda: datetime(2026, 11, 30, 9, 5))
    for reply in replies:
        counter.count(message(), reply)
    counter.close()
    return counts, tallies, kept


def test_counter_counts_each_thing_apart():
    rated = Reply("Me alegro", "es", rates="padron-documentos", helped=True)
    unknown = Reply("No sé", "es", decision=Decision.NONE, candidates=("padron-que-es",), district="deusto", danger="fire")
    counts, tallies, kept = counted(*[rated] * 5, *[unknown] * 6)
    november = date(2026, 11, 1)

    assert counts.table(["topic", "decision"]) == [(("", ""), 5), (("", "none"), 6)], "what is no question is not an unanswered one"
    assert tallies.of_month(november, "hour") == {"09": 11}
    assert [tallies.of_month(november, kind) for kind in ("district", "danger", "section")] == [{"deusto": 6}, {"fire": 6}, {"padron": 6}]
    assert tallies.ratings(november, date(2026, 11, 30)) == {("padron-documentos", True): 5}
    assert len(kept) == 11
