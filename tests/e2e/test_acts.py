"""Every act of the dialogue, through the real engine, as a person would write it."""

import pytest

from bot.settings import Settings
from bot.texts import Texts

TEXTS = Texts.load()
OPERATOR = Settings.model_fields["operator"].default
QUESTION = "¿Cómo saco la tarjeta sanitaria?"


def beginning(language: str, key: str) -> str:
    """The first words of a text of ours, up to its first value."""
    return TEXTS.get(language, key).split("{")[0].strip()


def beginnings(language: str, key: str) -> tuple[str, ...]:
    return tuple(TEXTS.variants(language, key))


@pytest.mark.parametrize(
    ("language", "text"), [("es", "hola"), ("eu", "kaixo, egun on"), ("en", "hello"), ("fr", "bonjour"), ("ar", "السلام عليكم")]
)
def test_greeting_says_machine_operator_and_what_is_kept(person, language, text):
    answer = person.says(text)

    assert answer.text == TEXTS.get(language, "greet.first", operator=OPERATOR)
    assert OPERATOR in answer.text and "112" in answer.text
    assert {"act:start_padron_check", "act:talk_to_human"} <= set(answer.payloads)
    assert len([payload for payload in answer.payloads if payload.startswith("language:")]) == 10


def test_bot_challenge_is_answered_honestly(person):
    assert person.says("¿eres una persona o un robot?").text == TEXTS.get("es", "bot_challenge", operator=OPERATOR)


@pytest.mark.parametrize(("text", "key"), [("gracias", "thanks"), ("adiós", "goodbye"), ("sí, me ha servido", "helpful")])
def test_small_talk_has_its_own_words(person, text, key):
    assert person.says(text).text == TEXTS.get("es", key)


@pytest.mark.parametrize(("payload", "key"), [("act:helpful", "helpful"), ("act:not_helpful", "not_helpful"), ("act:stop", "goodbye")])
def test_buttons_of_small_talk_do_what_they_say(person, payload, key):
    assert person.presses(payload).text == TEXTS.get("es", key)


def test_not_helpful_offers_a_human(person):
    answer = person.says("esta respuesta no me sirve")

    assert answer.text == TEXTS.get("es", "not_helpful")
    assert "act:talk_to_human" in answer.payloads


def test_abuse_gets_calm_words_and_a_human(person):
    answer = person.says("eres una mierda de máquina")

    assert answer.text == TEXTS.get("es", "abuse") and "act:talk_to_human" in answer.payloads


def test_out_of_scope_is_said_plainly(person):
    answer = person.says("what is the weather tomorrow")

    assert answer.text in beginnings("en", "out_of_scope")
    assert answer["replies"][0]["decision"] == "none" and answer.sources == []


def test_follow_ups_stay_with_the_topic(person):
    assert person.says("no tengo papeles, ¿puedo ir al médico?").topic == "salud-euskadi-sin-papeles"
    cost, children = person.says("¿y cuánto cuesta?"), person.says("¿y mis hijos?")

    assert cost.topic == children.topic == "salud-euskadi-sin-papeles"
    assert cost.text.startswith(TEXTS.get("es", "aspects.cost")) and cost.sources
    assert children.text.startswith(TEXTS.get("es", "aspects.children"))


def test_follow_up_that_the_entry_does_not_know_says_so(person):
    person.says("How do I get the health card?")
    answer = person.says("how much does it cost?")

    assert answer.topic is not None and answer.sources


def test_where_to_go_gives_a_service_with_what_is_known(person):
    answer = person.says("¿dónde está Harreragune?")

    assert answer.text.startswith(beginning("es", "service.found"))
    assert "Colón de Larre" in answer.text and answer.sources


def test_opening_hours_are_said_or_said_to_be_unknown(person):
    person.says("¿dónde está Harreragune?")
    answer = person.says("¿qué horario tiene Harreragune?")

    hours = [beginning("es", key) for key in ("service.hours", "service.hours_all_day", "service.hours_unknown")]
    assert any(words in answer.text for words in hours)


def test_language_changes_in_the_middle_and_stays(person):
    assert person.says(QUESTION)["language"] == "es"
    changed = person.says("can we speak in English please?")
    assert changed.text == TEXTS.get("en", "language_changed")

    assert person.says("¿Cómo apunto a mi hija al colegio?")["language"] == "en"
    assert person.presses("language:ar").text == TEXTS.get("ar", "language_changed")
    assert person.says("¿Cómo apunto a mi hija al colegio?")["language"] == "ar"


def test_unknown_language_is_offered_the_known_ones(person):
    answer = person.presses("language:xx")

    assert len([payload for payload in answer.payloads if payload.startswith("language:")]) == 11


def test_human_is_named_with_phone(person):
    answer = person.says("quiero hablar con una persona")

    assert answer.text.startswith(beginning("es", "human")) and "010" in answer.text


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("es", "mi marido me está pegando", "112"),
        ("eu", "senarrak jo egiten nau", "112"),
        ("en", "my husband is hitting me right now", "112"),
        ("fr", "mon mari me frappe", "112"),
        ("ar", "زوجي يضربني", "112"),
        ("es", "no quiero seguir viviendo", "024"),
    ],
)
def test_danger_gets_the_number_first(person, language, text, number):
    answer = person.says(text)

    assert answer.emergency and answer["language"] == language
    assert answer["replies"][0]["text"].startswith(number)


def test_danger_in_the_middle_of_the_check_comes_first_too(person):
    person.presses("act:start_padron_check")

    assert person.says("mi marido me está pegando").emergency


def test_privacy_says_what_is_kept_and_offers_to_forget(person):
    answer = person.says("¿qué pasa con lo que escribo aquí?")

    assert answer.text == TEXTS.get("es", "privacy", operator=OPERATOR)
    assert "act:forget_me" in answer.payloads


def test_police_and_padron_has_its_own_honest_entry(person):
    assert person.says("¿La policía puede ver mis datos del padrón?").topic == "padron-datos-policia"


@pytest.mark.parametrize("wish", ["borra todo lo que sabes de mí", "act:forget_me"])
def test_forgotten_talk_has_no_last_topic(person, wish):
    known = person.says("no tengo papeles, ¿puedo ir al médico?").topic
    receipt = person.says(wish)
    assert receipt.text.startswith(beginning("es", "forgotten"))

    assert person.says("¿y cuánto cuesta?").topic != known


def test_forgetting_forgets_the_chosen_language_too(person):
    person.presses("language:ar")
    person.presses("act:forget_me")

    assert person.says(QUESTION)["language"] == "es"
