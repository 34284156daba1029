"""The acts that the knowledge base answers, with a small one and known matches: questions, choices, follow-ups, things heard."""

import pytest

from bot.messages import Decision
from bot.texts import Texts
from tests.unit.bot.fakes import ASKED, FakeLibrary, run, sure_of, toolbox

TEXTS = Texts.load()


def test_answer_remembers_its_topic(tools):
    outcome = run(tools, "action_answer", ASKED)

    assert outcome.replies[0].topic == "tis-osakidetza"
    assert outcome.slots == {"last_topic": "tis-osakidetza", "offered_topic": None, "shown_services": None, "unknown_count": None}


def test_doubt_offers_choices_and_yes_takes_the_first(tools):
    asked = run(tools, "action_answer", "quizas")
    assert asked.replies[0].decision is Decision.ASK and asked.slots["offered_topic"] == "escolarizacion tis-osakidetza"
    assert [button.payload for button in asked.replies[0].buttons][:2] == ["topic:escolarizacion", "topic:tis-osakidetza"]

    assert run(tools, "action_affirm", "si", slots=asked.slots).replies[0].topic == "escolarizacion"
    assert run(tools, "action_affirm", "si").replies[0].text == TEXTS.get("es", "affirm")


@pytest.mark.parametrize(("said", "topic"), [("la segunda", "tis-osakidetza"), ("1", "escolarizacion"), ("lo de tis", "tis-osakidetza")])
@pytest.mark.parametrize("action", ["action_answer", "action_affirm"])
def test_one_of_those_offered_is_picked_by_number_or_by_its_words(tools, action, said, topic):
    outcome = run(tools, action, said, slots={"offered_topic": "escolarizacion tis-osakidetza"})

    assert outcome.replies[0].topic == outcome.slots["last_topic"] == topic and outcome.slots["offered_topic"] is None


def test_number_picks_nothing_when_nothing_was_offered(tools):
    assert run(tools, "action_answer", "1").replies[0].decision is Decision.NONE
    assert run(tools, "action_answer", "3", slots={"offered_topic": "escolarizacion"}).replies[0].decision is Decision.NONE


def test_question_is_heard_after_the_last_topic_or_the_first_of_those_offered():
    library = FakeLibrary(
        found={"escolarizacion > ¿y el comedor?": sure_of("padron-pasaporte"), "tis-osakidetza > ¿y el comedor?": sure_of("escolarizacion")}
    )
    asked = [{"last_topic": "escolarizacion"}, {"last_topic": "escolarizacion", "offered_topic": "tis-osakidetza telefonos-ayuda"}]

    topics = [run(toolbox(library), "action_answer", "¿y el comedor?", slots=slots).replies[0].topic for slots in asked]
    assert topics == ["padron-pasaporte", "escolarizacion"]


def test_question_is_heard_after_the_danger_that_was_told_just_before():
    library = FakeLibrary(found={"tis-osakidetza > ¿y el comedor?": sure_of("padron-pasaporte")})
    slots = {"last_topic": "escolarizacion", "offered_topic": "telefonos-ayuda"}

    reply = run(toolbox(library), "action_answer", "¿y el comedor?", slots=slots, danger_topic="tis-osakidetza").replies[0]
    assert reply.topic == "padron-pasaporte"


@pytest.mark.parametrize("slots", [{"unknown_count": "1"}, {"offered_topic": "escolarizacion"}])
def test_what_was_not_answered_is_heard_again_with_what_leans_on_it(slots):
    library = FakeLibrary(found={"¿y la tarjeta esa? + ¿es gratis?": sure_of("tis-osakidetza")})
    said = {"asked": "¿y la tarjeta esa?"}

    for action in ("action_answer", "action_answer_aspect"):
        assert (
            run(toolbox(library), action, "¿es gratis?", slots=slots | {"last_topic": "gone"}, **said).replies[0].topic == "tis-osakidetza"
        )
    assert run(toolbox(library), "action_answer", "¿es gratis?", slots={"last_topic": "gone"}, **said).replies[0].topic is None


def test_doubted_act_gives_way_to_what_asks_on(tools):
    slots, asked = {"last_topic": "tis-osakidetza"}, "and so it is free"

    assert run(tools, "action_bot_challenge", asked, slots=slots, confidence=0.5).replies[0].topic == "tis-osakidetza"
    assert run(tools, "action_bot_challenge", asked, slots=slots, confidence=0.9).replies[0].topic is None
    assert run(tools, "action_bot_challenge", asked, confidence=0.5).replies[0].topic is None


def test_yes_to_nothing_that_was_offered_gives_way_to_what_it_asks(tools):
    slots, asked = {"last_topic": "tis-osakidetza"}, "and so it is free"

    assert run(tools, "action_affirm", asked, slots=slots).replies[0].topic == "tis-osakidetza"
    assert run(tools, "action_affirm", asked, slots=slots | {"offered_topic": "escolarizacion"}).replies[0].topic == "escolarizacion"
    assert run(tools, "action_affirm", "yes that is fine", slots=slots).replies[0].text == TEXTS.get("es", "affirm")


def test_follow_up_without_a_topic_that_says_too_little_is_asked_back():
    library = FakeLibrary(
        found={"¿y cuánto cuesta?": sure_of("tis-osakidetza"), "¿cuánto cuesta la tarjeta sanitaria nueva?": sure_of("tis-osakidetza")}
    )
    short, long = (
        run(toolbox(library), "action_answer_aspect", text) for text in ("¿y cuánto cuesta?", "¿cuánto cuesta la tarjeta sanitaria nueva?")
    )

    assert short.replies[0].decision is Decision.ASK and short.replies[0].buttons[0].payload == "topic:tis-osakidetza"
    assert short.slots == {"offered_topic": "tis-osakidetza"} and long.replies[0].topic == "tis-osakidetza"


def test_not_knowing_is_said_in_other_words_each_time(tools):
    first = run(tools, "action_answer", "nada")
    second = run(tools, "action_answer", "nada", slots={"unknown_count": first.slots["unknown_count"]})

    assert first.replies[0].decision is second.replies[0].decision is Decision.NONE
    assert first.replies[0].text != second.replies[0].text and second.slots["unknown_count"] == "2"


def test_follow_up_gives_the_part_that_was_asked(tools):
    outcome = run(tools, "action_answer_aspect", "¿cuánto?", slots={"last_topic": "tis-osakidetza"}, entities={"aspect": ["cost"]})

    assert outcome.replies[0].text == f"{TEXTS.get('es', 'aspects.cost')}\nNada."


def test_follow_up_on_what_the_entry_does_not_say_is_honest(tools):
    outcome = run(tools, "action_answer_aspect", "¿dónde?", slots={"last_topic": "tis-osakidetza"}, entities={"aspect": ["where"]})

    assert "tis-osakidetza (es)" in outcome.replies[0].text and outcome.replies[0].sources


@pytest.mark.parametrize("slots", [{}, {"last_topic": "gone"}])
def test_follow_up_on_nothing_is_a_question(tools, slots):
    assert run(tools, "action_answer_aspect", ASKED, slots=slots).replies[0].topic == "tis-osakidetza"


def test_pressed_topic_that_is_gone_is_a_question(tools):
    assert run(tools, "action_answer_topic", ASKED, entities={"topic": ["gone"]}).replies[0].topic == "tis-osakidetza"
    assert run(tools, "action_answer_topic", "", entities={"topic": ["escolarizacion"]}).replies[0].topic == "escolarizacion"


def test_out_of_scope_gives_way_to_a_sure_matcher(tools):
    assert run(tools, "action_out_of_scope", ASKED).replies[0].topic == "tis-osakidetza"
    assert run(tools, "action_out_of_scope", "quizas").replies[0].decision is Decision.NONE


def test_danger_seen_by_the_engine_gets_the_help_lines_first(tools):
    first, second = run(tools, "action_danger", ASKED).replies

    assert (first.topic, first.emergency, second.topic) == ("telefonos-ayuda", True, "tis-osakidetza")


def test_help_lines_are_not_said_twice_to_who_asks_for_them():
    phones = toolbox(FakeLibrary(found={"¿a qué número llamo?": sure_of("telefonos-ayuda")}))
    (only,) = run(phones, "action_danger", "¿a qué número llamo?").replies

    assert (only.topic, only.emergency) == ("telefonos-ayuda", True)


def test_doubted_act_gives_way_to_a_question_but_danger_does_not(tools):
    assert run(tools, "action_privacy", ASKED, confidence=0.5).replies[0].topic == "tis-osakidetza"
    assert run(tools, "action_privacy", ASKED, confidence=0.9).replies[0].text.startswith(beginning_of_privacy())
    assert run(tools, "action_danger", ASKED, confidence=0.5).replies[0].emergency


def beginning_of_privacy() -> str:
    return TEXTS.get("es", "privacy", operator="").splitlines()[0]


def test_rumour_is_received_with_what_is_known(tools):
    words, related = run(tools, "action_heard_rumour", ASKED).replies
    assert words.text.startswith(TEXTS.get("es", "rumours.none")) and related.topic == "tis-osakidetza"

    (alone,) = run(tools, "action_heard_rumour", "nada").replies
    assert alone.decision is Decision.NONE
