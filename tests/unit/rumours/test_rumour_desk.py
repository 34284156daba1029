"""What people are told of something heard: the card with its source and date, care with what is unchecked, a choice, or honest words."""

from datetime import date

import pytest

from bot.actions.registry import run_action
from bot.actions.without_engine import replies_without_engine
from bot.messages import Decision, RedactedMessage
from bot.payloads import parse_payload
from bot.texts import Texts
from knowledge_base.question import Question
from matching.items import Match
from rumours.cards import CardReplies
from rumours.rumour import Verdict
from tests.contract.rumours.samples import card, evidence, text
from tests.unit.bot.fakes import TOPICS, FakeLibrary, FakeRumours, doubtful, sure_of, toolbox, turn

TEXTS = Texts.load()
HEARD = "se llevan toda la ayuda los de fuera"
LANGUAGES = ("es", "eu", "en", "fr", "ar", "pt", "ro", "uk", "ru", "zh", "ur")


def tools(*cards, found: dict[str, Match] | None = None, entries: dict[str, Match] | None = None):
    cards = cards or (card(entries=("tis-osakidetza", "gone")),)
    rumours = FakeRumours(*cards, found={HEARD: sure_of(cards[0].id, 0.8)} if found is None else found)
    return toolbox(FakeLibrary(found=entries or {}), rumours=rumours)


def received(tools, text: str = HEARD, language: str = "es"):
    return tools.rumours.received(Question(text, "es", language, "bilbao"))


def test_card_is_answered_with_its_figure_source_and_date():
    (reply,) = received(tools())

    assert reply.text == "En 2023 el 65 % eran de aquí, según Lanbide."
    assert (reply.rumour, reply.topic, reply.decision, reply.probability) == ("todas-las-ayudas", None, Decision.ANSWER, 0.8)
    assert [(s.title, s.url, s.checked_on) for s in reply.sources] == [("Lanbide", "https://www.lanbide.eus/rgi", date(2026, 11, 21))]
    assert TEXTS.get("es", "rumours.data", publisher="Lanbide", date="2023") in reply.notice and "21 de noviembre de 2026" in reply.notice
    assert TEXTS.get("es", "answer.draft") in reply.notice


def test_claim_is_never_repeated_and_more_is_offered():
    (reply,) = received(tools())

    assert "llevan" not in reply.text
    assert [b.payload for b in reply.buttons] == ["rumour:todas-las-ayudas=more", "topic:tis-osakidetza", "act:talk_to_human"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_reply_says_in_which_language_it_is(language):
    (reply,) = received(tools(card(texts=[text("es"), text("en")])), language=language)

    assert reply.language in ("es", "en")
    only = TEXTS.get(language, "answer.only_in", language=TEXTS.languages[reply.language])
    assert (only in reply.notice) == (reply.language != language)


@pytest.mark.parametrize("proof", [evidence(seen="C", url=""), evidence(valid_until=date(2026, 11, 21))])
def test_unseen_or_old_evidence_is_not_sent_as_an_answer(proof):
    unchecked = card(evidence=(proof,), entries=("tis-osakidetza",))
    (reply,) = received(tools(unchecked))

    assert reply.decision is Decision.ASK and reply.text == TEXTS.get("es", "rumours.unchecked") and reply.rumour is None
    assert "65" not in reply.text + reply.notice
    assert [b.payload for b in reply.buttons] == ["rumour:todas-las-ayudas", "topic:tis-osakidetza", "act:talk_to_human"]

    chosen = tools(unchecked).rumours.card_reply("todas-las-ayudas", "es", "bilbao")
    assert chosen.text == unchecked.texts["es"].public and chosen.notice.startswith(TEXTS.get("es", "rumours.unchecked_notice"))
    assert len(chosen.sources) == bool(proof.url)


def test_know_more_gives_one_minute_and_then_all():
    reply = tools().rumours.card_reply("todas-las-ayudas=more", "es", "bilbao")

    assert reply.text.startswith("palabra") and len(reply.more) > len(reply.text) and reply.rumour == "todas-las-ayudas"
    assert reply.notice.startswith(TEXTS.get("es", "rumours.verdict.false"))
    assert tools().rumours.card_reply("gone", "es", "bilbao") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_has_words(language):
    replies = CardReplies(TEXTS)

    assert len({replies.verdict(verdict, language) for verdict in Verdict}) == len(Verdict)


def test_close_calls_are_choices_titled_with_the_facts():
    a, b = card("a", [text(topic="a")]), card("b", [text(topic="b")])
    (reply,) = received(tools(a, b, found={HEARD: doubtful("a", "b")}))

    assert reply.decision is Decision.ASK and reply.text == TEXTS.get("es", "rumours.ask")
    assert [(x.title, x.payload) for x in reply.buttons[:2]] == [(c.texts["es"].title, f"rumour:{c.id}") for c in (a, b)]


def test_nothing_known_is_said_with_the_entry_that_is():
    nothing, related = received(tools(found={}, entries={HEARD: sure_of("tis-osakidetza")}))
    assert nothing.text.startswith(TEXTS.get("es", "rumours.none")) and related.topic == "tis-osakidetza"

    (alone,) = received(tools(found={}))
    assert alone.decision is Decision.NONE and alone.buttons[-1].payload == "act:talk_to_human"


@pytest.mark.parametrize(("sureness", "answered"), [(0.99, False), (0.5, True)])
def test_rumour_in_too_few_words_is_asked_back_unless_an_entry_is_surer(sureness, answered):
    few = "todas las ayudas"
    replies = received(tools(found={few: sure_of("todas-las-ayudas", sureness)}, entries={few: sure_of("tis-osakidetza", 0.9)}), few)

    assert [reply.topic for reply in replies] == ([None, "tis-osakidetza"] if answered else [None])
    assert ("rumour:todas-las-ayudas" in [button.payload for button in replies[0].buttons]) is not answered


def test_rumour_and_question_get_both_replies():
    both = f"{HEARD}. ¿Y cómo saco la tarjeta sanitaria?"
    question = "Y cómo saco la tarjeta sanitaria"
    rumour, entry = received(tools(entries={question: sure_of("tis-osakidetza")}), both)

    assert (rumour.rumour, entry.topic) == ("todas-las-ayudas", "tis-osakidetza")


# What the engine reads does not decide alone.
def run(tools, action: str, text: str = HEARD, **changes):
    return run_action(turn(action, text, **changes), tools)


@pytest.mark.parametrize("action", ["action_heard_rumour", "action_answer", "action_out_of_scope", "action_abuse"])
def test_sure_rumour_is_answered_whatever_the_engine_read(action):
    assert run(tools(), action).replies[0].rumour == "todas-las-ayudas"


def test_doubted_act_gives_way_to_a_rumour_and_a_certain_one_does_not():
    assert run(tools(), "action_privacy", confidence=0.5).replies[0].rumour == "todas-las-ayudas"
    assert run(tools(), "action_privacy", confidence=0.9).replies[0].rumour is None


def test_question_with_the_words_of_a_rumour_is_answered_as_a_question():
    unsure = {HEARD: sure_of("todas-las-ayudas", 0.55)}
    outcome = run(tools(found=unsure, entries={HEARD: sure_of(TOPICS[0], 0.95)}), "action_answer")

    assert outcome.replies[0].topic == TOPICS[0] and outcome.slots["last_topic"] == TOPICS[0]


def test_choices_of_cards_are_not_remembered_as_topics():
    outcome = run(tools(found={HEARD: doubtful("todas-las-ayudas")}), "action_answer")

    assert outcome.replies[0].buttons[0].payload == "rumour:todas-las-ayudas"
    assert not outcome.slots.get("offered_topic")


def test_talk_goes_on_about_the_entry_that_the_card_names():
    """ "So how long, then?" after "they get it from day one"."""
    outcome = run(tools(), "action_heard_rumour")

    assert outcome.replies[0].rumour == "todas-las-ayudas" and outcome.replies[0].topic is None
    assert outcome.slots["last_topic"] == "tis-osakidetza"


def test_rumour_is_answered_without_the_engine_and_its_button_too():
    def message(text: str, payload=None):
        return RedactedMessage(text=text, language="es", conversation="c", channel="web", city="bilbao", payload=payload)

    (reply,) = replies_without_engine(message(HEARD), "es", tools())
    assert reply.rumour == "todas-las-ayudas"
    (more,) = replies_without_engine(message("", parse_payload("rumour:todas-las-ayudas=more")), "es", tools())
    assert more.more and more.rumour == "todas-las-ayudas"
