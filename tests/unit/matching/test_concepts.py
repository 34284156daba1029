"""Concepts: the same thing said in other words, other forms and other languages."""

import pytest

from matching.concept_index import ConceptIndex
from matching.concepts import ConceptFinder
from matching.items import Item, ItemText

FINDER = ConceptFinder(
    {
        "register": {
            "es": ["padrón", "papel del ayuntamiento"],
            "ro": ["înscriere la primărie"],
            "zh": ["住家纸"],
            "ary-Latn": ["ntsejjel f lbaladiya"],
        },
        "doctor": {"es": ["médico", "doctora"], "ru": ["поликлиника", "врач"], "ary": ["طبيب"]},
        "paper": {"es": ["papel"]},
        "office": {"en": ["office"]},
    },
    broader={"register": "office"},
)


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("como saco el PADRON", "es", "register"),
        ("вчера был у врача", "ru", "doctor"),
        ("我怎么办住家纸", "zh", "register"),
        ("bghit ntsjl f l baladya", "ar", None),
        ("bghit ntsejel f lbaladiya", "ar", "register"),
        ("بغيت الطبيب", "ar", "doctor"),
        ("vreau padron", "ro", "register"),
        ("no tiene que ver", "es", None),
        ("", "es", None),
    ],
)
def test_concept_is_found_in_its_languages_and_by_its_spanish_name(text, language, concept):
    found = FINDER.find(text, language)

    assert concept in found if concept else not found


def test_longer_expression_hides_the_shorter_one_inside_it():
    assert "paper" not in FINDER.find("el papel del ayuntamiento", "es") and FINDER.find("un papel", "es") == {"paper": 1.0}


def test_other_form_counts_less_and_the_wider_concept_less_still():
    exact, other = FINDER.find("врач", "ru"), FINDER.find("врача", "ru")

    assert exact["doctor"] == 1.0 > other["doctor"] > 0
    assert FINDER.find("padron", "es")["register"] > FINDER.find("padron", "es")["office"] > 0


def test_item_in_one_language_is_found_from_another():
    items = [
        Item("padron", {"es": ItemText("El padrón", "Ve al ayuntamiento.")}),
        Item("salud", {"es": ItemText("El médico", "Pide cita.")}),
    ]
    index = ConceptIndex(items, FINDER)

    assert index.scores("住家纸", "zh").argmax() == 0 and index.scores("врач", "ru").argmax() == 1
    assert not index.scores("nada de eso", "es").any() and index.scores("врач", "ru").max() <= 1.01
