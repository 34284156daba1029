"""The engine's own components, one by one: language, terms, acts."""

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.acts import fold
from nlu.components.language import LanguageFromMetadata


def found(matcher, text, language="es"):
    """{(entity, value)} of a message."""
    (message,) = matcher.process([Message({TEXT: text, "language": language})])
    return {(entity["entity"], entity["value"]) for entity in message.get(ENTITIES)}


@pytest.mark.parametrize(("metadata", "language"), [({"text_language": "ar"}, "ar"), ({"language": "ar"}, "es"), ({}, "es"), (None, "es")])
def test_language_comes_from_the_metadata_of_the_message(metadata, language):
    (message,) = LanguageFromMetadata.create({}, None, None, None).process([Message({TEXT: "x", "metadata": metadata})])

    assert message.get("language") == language


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "tengo el PASAPORTE caducado", ("identity_document", "expired")),
        ("es", "alquilo una habitacion", ("home", "shared_room")),
        ("es", "estoy en Otxarkoaga", ("district", "otxarkoaga-txurdinaga")),
        ("es", "¿y cuánto cuesta?", ("aspect", "cost")),
        ("eu", "haur bat daukat", ("children", "yes")),
        ("eu", "zenbat balio du", ("aspect", "cost")),
        ("en", "my passport expired", ("identity_document", "expired")),
        ("en", "how much does it cost", ("aspect", "cost")),
        ("fr", "combien ça coûte", ("aspect", "cost")),
        ("fr", "mon passeport", ("document", "passport")),
        ("ar", "جواز سفر", ("document", "passport")),
        ("ar", "bchhal taman", ("aspect", "cost")),
    ],
)
def test_terms_are_found_in_five_languages(matcher, language, text, expected):
    assert expected in found(matcher, text, language)


@pytest.mark.parametrize("language", ["eu", "en", "fr", "ar", "pt", "ro", "uk", "ru", "zh", "ur"])
def test_spanish_names_are_found_inside_every_language(matcher, language):
    assert ("procedure", "padron") in found(matcher, "xyz padrón xyz", language)
    assert ("place", "lanbide") in found(matcher, "lanbide?", language)


def test_unknown_language_is_read_as_spanish(matcher):
    assert ("document", "passport") in found(matcher, "pasaporte", "xx")


@pytest.mark.parametrize(
    ("language", "text", "since"),
    [
        ("es", "llevo 3 meses", "months"),
        ("es", "hace dos años", "two_years_or_more"),
        ("es", "14 meses aquí", "one_year"),
        ("es", "5 días", "just_arrived"),
        ("es", "llegué hace 3 semanas", "just_arrived"),
        ("es", "llevo ٣ meses", "months"),
        ("eu", "3 hilabete", "months"),
        ("en", "2 years", "two_years_or_more"),
        ("en", "I am here since five months", "months"),
        ("fr", "6 mois", "months"),
        ("fr", "deux ans", "two_years_or_more"),
        ("ar", "3 شهور", "months"),
        ("ar", "5 chhour", "months"),
    ],
)
def test_stretches_of_time_become_an_answer_of_the_check(matcher, language, text, since):
    assert ("since", since) in found(matcher, text, language)


@pytest.mark.parametrize("text", ["no es nada", "123456 mesas", "hola", "", "🙂", "[NAME] [PHONE]", "mesón"])
def test_ordinary_words_are_no_terms(matcher, text):
    assert not [entity for entity in (found(matcher, text) if text else []) if entity[0] in ("since", "identity_document", "home")]


def test_longest_phrase_wins(matcher):
    assert found(matcher, "no tengo pasaporte") >= {("identity_document", "none")}
    assert ("identity_document", "valid") not in found(matcher, "no tengo pasaporte")


def test_places_of_entities_are_inside_the_text(matcher):
    (message,) = matcher.process([Message({TEXT: "mi pasaporte caducado y 3 meses", "language": "es"})])

    assert len(message.get(ENTITIES)) >= 3
    assert all(0 <= e["start"] < e["end"] <= 31 and e["extractor"] == "TermMatcher" for e in message.get(ENTITIES))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("HOLAAAA", "hola"),
        ("Empadronamiénto", "empadronamiento"),
        ("me llamo [NAME]", "me llamo  "),
        ("مدرسة", "مدرسه"),
        ("إلى", "الي"),
        ("", ""),
    ],
)
def test_spelling_is_folded_before_it_is_read(text, folded):
    assert fold(text) == folded


def test_acts_are_ranked_with_confidences_that_sum_below_one(acts):
    (message,) = acts.process([Message({TEXT: "hola buenos días"})])
    ranking = message.get("intent_ranking")

    assert message.get(INTENT)["name"] == "greet" == ranking[0]["name"]
    assert len(ranking) == 5
    confidences = [act["confidence"] for act in ranking]
    assert confidences == sorted(confidences, reverse=True) and 0 < sum(confidences) <= 1.000001


@pytest.mark.parametrize(("plain", "loud"), [("gracias", "GRACIASSSS"), ("adios", "Adiós")])
def test_spelling_does_not_change_the_act(acts, plain, loud):
    read = [message.get(INTENT)["name"] for message in acts.process([Message({TEXT: plain}), Message({TEXT: loud})])]

    assert read[0] == read[1]


def test_message_without_text_keeps_its_intent(acts):
    (message,) = acts.process([Message({INTENT: {"name": "stop"}})])

    assert message.get(INTENT) == {"name": "stop"}
