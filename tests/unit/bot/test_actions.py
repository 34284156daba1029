"""What the engine calls: each act with a small knowledge base and known matches."""

import pytest

from bot.actions.padron_check import SLOTS, VALUES
from bot.actions.registry import ACTIONS, run_action
from bot.errors import NotFound
from bot.messages import Decision
from bot.texts import Texts
from knowledge_base.directory import Location
from tests.contract.knowledge_base.samples import directory, service
from tests.unit.bot.fakes import FakeLibrary, doubtful, entry, sure_of, toolbox, turn

TEXTS = Texts.load()
ASKED = "¿cómo saco la tarjeta?"
LIBRARY = {ASKED: sure_of("tis-osakidetza"), "quizas": doubtful("escolarizacion", "tis-osakidetza")}


@pytest.fixture
def tools():
    return toolbox(FakeLibrary(found=LIBRARY))


def run(tools, action: str, text: str = "", **changes):
    return run_action(turn(action, text, **changes), tools)


@pytest.mark.parametrize("action", [name for name in ACTIONS if not name.startswith(("action_padron_checklist", "validate"))])
@pytest.mark.parametrize("language", ["es", "eu", "en", "fr", "ar"])
def test_every_action_answers_in_every_language(tools, action, language):
    outcome = run(tools, action, "sin nada", language=language)

    assert outcome.replies or outcome.slots
    assert all(reply.text and "{" not in reply.text for reply in outcome.replies)


def test_unknown_action_is_no_action(tools):
    with pytest.raises(NotFound):
        run(tools, "action_restart")


def test_answer_remembers_its_topic(tools):
    outcome = run(tools, "action_answer", ASKED)

    assert outcome.replies[0].topic == "tis-osakidetza"
    assert outcome.slots == {"last_topic": "tis-osakidetza", "offered_topic": None, "unknown_count": None}


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


@pytest.mark.parametrize(("wanted", "chosen"), [("eu", "eu"), ("xx", None), (None, None)])
def test_language_changes_when_it_is_one_of_ours(tools, wanted, chosen):
    outcome = run(tools, "action_change_language", "", entities={"language": [wanted]} if wanted else {})

    assert outcome.slots.get("chosen_language") == outcome.replies[0].sets_language == chosen
    assert chosen or len(outcome.replies[0].buttons) == len(tools.texts.languages) == 11


def test_forgetting_empties_every_slot_and_says_when(tools):
    outcome = run(tools, "action_forget_me")

    assert outcome.replies[0].forgets and set(outcome.slots) >= {*SLOTS, "last_topic"}
    assert set(outcome.slots.values()) == {None}


def test_greeting_and_privacy_name_the_operator(tools):
    for action in ("action_greet", "action_privacy", "action_bot_challenge"):
        assert "Operator of the tests" in run(tools, action).replies[0].text


def test_service_is_found_for_a_place():
    tools = toolbox(FakeLibrary(directory=directory(service("srv-010", needs=("padron",)))))
    reply = run(tools, "action_find_service", "¿dónde?", entities={"procedure": ["padron"]}).replies[0]

    assert "010" in reply.text and "Calle Colón 3" in reply.text and reply.sources
    assert all(source.url and source.checked_on for source in reply.sources), "what nobody saw has no source line"


def test_service_of_the_district_comes_first():
    far = service("srv-010", needs=("padron",), location=Location("Lejos 1", "Bilbao", "01001", "deusto", 43.2, -2.9))
    tools = toolbox(FakeLibrary(directory=directory(far, service("srv-harreragune", needs=("padron",)))))
    entities = {"procedure": ["padron"], "district": ["abando"]}

    text = run(tools, "action_find_service", "", entities=entities).replies[0].text
    assert text.index("Calle Colón 3") < text.index("Lejos 1")


def test_hours_of_the_last_topics_services():
    library = FakeLibrary(entry("tis-osakidetza", services=("srv-office",)), directory=directory())
    reply = run(toolbox(library), "action_opening_hours", "", slots={"last_topic": "tis-osakidetza"}).replies[0]

    assert "10:00-14:30" in reply.text and reply.topic == "tis-osakidetza"


def test_service_of_the_entry_that_was_meant_leads_to_it():
    asked = {"¿dónde saco la tarjeta?": sure_of("tis-osakidetza"), "¿dónde está eso?": sure_of("escolarizacion")}
    offices = directory(service(needs=("padron",)))
    library = FakeLibrary(entry("tis-osakidetza", services=("srv-office",)), entry("escolarizacion"), found=asked, directory=offices)
    entities = {"procedure": ["padron"]}

    found = run(toolbox(library), "action_find_service", "¿dónde saco la tarjeta?", entities=entities)
    assert found.replies[0].topic == found.slots["last_topic"] == "tis-osakidetza" and "010" in found.replies[0].text
    assert found.replies[0].buttons[0].payload == "topic:tis-osakidetza"
    other = run(toolbox(library), "action_find_service", "¿dónde está eso?", entities=entities)
    assert other.replies[0].topic is None and other.slots == {}


def test_where_that_is_asks_for_the_services_of_the_last_topic():
    library = FakeLibrary(entry("tis-osakidetza", services=("srv-office",)), directory=directory())
    asks_on, other = (
        run(toolbox(library), "action_find_service", text, slots={"last_topic": "tis-osakidetza"}).replies[0]
        for text in ("and where", "where")
    )

    assert asks_on.topic == "tis-osakidetza" and "Calle" in asks_on.text
    assert other.topic is None


def test_place_that_nobody_knows_is_asked_back(tools):
    assert run(tools, "action_find_service", "¿dónde?").replies[0].text == TEXTS.get("es", "service.need_which")


def answered(**slots):
    return {"requested_slot": next((slot for slot in SLOTS if slot not in slots), None)} | slots


def test_check_takes_several_answers_of_one_message(tools):
    entities = {"identity_document": ["valid"], "home": ["contract"], "children": ["maybe"]}
    outcome = run(tools, "validate_padron_check_form", "x", intent="inform", slots=answered(), entities=entities)

    assert outcome.slots == {"identity_document": "valid", "home": "contract"}


@pytest.mark.parametrize(
    ("intent", "text", "entities"),
    [
        ("inform", "x", {"home": ["contract"]}),
        ("greet", "x", {"identity_document": ["valid"]}),
        ("inform", "¿vale el pasaporte caducado?", {"identity_document": ["expired"]}),
        ("inform", "x", {"identity_document": ["other"]}),
        ("inform", "x", {}),
    ],
)
def test_what_is_no_answer_fills_nothing(tools, intent, text, entities):
    outcome = run(tools, "validate_padron_check_form", text, intent=intent, slots=answered(), entities=entities)

    assert outcome.slots == {} and outcome.replies == ()


@pytest.mark.parametrize(("intent", "value"), [("affirm", "yes"), ("deny", "no")])
def test_yes_and_no_answer_about_children(tools, intent, value):
    slots = answered(identity_document="valid", home="contract")

    assert run(tools, "validate_padron_check_form", "x", intent=intent, slots=slots).slots == {"children": value}


def test_going_back_empties_the_last_answer(tools):
    assert run(tools, "action_padron_check_back", slots=answered(identity_document="valid", home="contract")).slots == {"home": None}
    assert run(tools, "action_padron_check_back", slots=answered()).replies[0].text == TEXTS.get("es", "padron_check.back_first")


def test_stopping_empties_everything(tools):
    assert run(tools, "action_padron_check_stop", slots=answered(home="contract")).slots == dict.fromkeys(SLOTS)


@pytest.mark.parametrize("slot", SLOTS)
def test_question_offers_its_values_and_a_way_out(tools, slot):
    buttons = [button.payload for button in run(tools, f"action_ask_{slot}").replies[0].buttons]

    assert buttons[: len(VALUES[slot])] == [f"check:{slot}={value}" for value in VALUES[slot]]
    assert "act:stop" in buttons and ("act:go_back" in buttons) == (slot != SLOTS[0])


@pytest.mark.parametrize("language", ["es", "eu", "en", "fr", "ar"])
@pytest.mark.parametrize("position", range(4))
def test_list_is_made_for_every_answer_and_nothing_of_it_kept(tools, language, position):
    given = {slot: VALUES[slot][min(position, len(VALUES[slot]) - 1)] for slot in SLOTS}
    outcome = run(tools, "action_padron_checklist", slots=given, language=language)

    (reply,) = outcome.replies
    assert {slot: outcome.slots[slot] for slot in SLOTS} == dict.fromkeys(SLOTS)
    for slot in ("identity_document", "home", "since"):
        assert TEXTS.get(language, f"padron_check.checklist.{slot}.{given[slot]}") in reply.text
    assert reply.topic == "padron-documentos" and reply.sources
