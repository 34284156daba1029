"""The parts of a body, by the headings of each language."""

import pytest

from bot.texts import Texts
from knowledge_base.parts import PARTS, foreign_headings, headings, split_parts
from tests.contract.knowledge_base.samples import text


@pytest.mark.parametrize("language", Texts.load().languages)
def test_every_part_is_found_under_its_heading(language):
    body = "\n\n".join(f"## {heading}\nText of {part}." for part, heading in headings()[language].items())
    assert split_parts(body, language) == {part: f"Text of {part}." for part in PARTS}


@pytest.mark.parametrize("language", Texts.load().languages)
def test_headings_of_a_language_differ(language):
    assert len(set(headings()[language].values())) == len(PARTS)


def test_language_without_headings_has_only_steps():
    body = "## Was tun\nGeh hin.\n\n## Wo\nDort."
    assert split_parts(body, "de") == {"steps": body}


def test_foreign_headings_fall_under_steps():
    body = "Intro.\n\n## Primer paso\nVe.\n\n## Más\nAllí."
    assert split_parts(body, "es") == {"steps": body}


def test_foreign_heading_further_down_stays_with_its_part():
    assert split_parts("## Dónde\nAquí.\n\n### Horario\nDe día.", "es") == {"where": "Aquí.\n\n### Horario\nDe día."}


def test_words_before_the_first_heading_belong_to_the_steps():
    assert split_parts("Antes.\n\n## Dónde\nAquí.\n\n## Qué hacer\nVe.", "es") == {"steps": "Antes.\n\nVe.", "where": "Aquí."}


@pytest.mark.parametrize("heading", ["# Dónde", "### dónde ##", "##  DÓNDE:", "## **Dónde**", "## Do\u0301nde"])
def test_heading_is_known_however_it_is_written(heading):
    assert split_parts(f"{heading}\nAquí.", "es") == {"where": "Aquí."}


def test_empty_body_has_no_parts():
    assert split_parts("", "es") == {}


def test_text_knows_its_parts():
    assert text().parts == {"steps": "1. Ve a la oficina.", "cost": "Nada."}


def test_headings_outside_the_table_are_listed():
    assert foreign_headings("## Dónde\na\n## Otra cosa\nb", "es") == ["Otra cosa"]
    assert foreign_headings("## Wo\na", "de") == []
