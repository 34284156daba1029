"""The page's words: every language complete, and the right one chosen."""

import re
from datetime import date

import pytest

from bot.http.languages import choose_language
from connectors.web_channel.page import STARTERS
from connectors.web_channel.page_texts import format_date, load_page_texts

TEXTS = load_page_texts()
ELEVEN = {"es", "eu", "en", "fr", "ar", "pt", "ro", "uk", "ru", "zh", "ur"}


def _flat(value, path=""):
    if isinstance(value, dict):
        return {key: text for name, inner in value.items() for key, text in _flat(inner, f"{path}.{name}").items()}
    if isinstance(value, list):
        return {key: text for index, inner in enumerate(value) for key, text in _flat(inner, f"{path}.{index}").items()}
    return {path: value}


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_all_languages_are_there():
    assert TEXTS.keys() == ELEVEN


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_every_language_has_every_text_with_its_placeholders(language):
    original, own = _flat(TEXTS["es"]), _flat(TEXTS[language])

    assert own.keys() == original.keys()
    for key, text in own.items():
        assert isinstance(text, str) and text.strip() == text != "", key
        assert "<" not in text, key
        if key != ".date":
            assert _placeholders(text) == _placeholders(original[key]), key


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_first_words_are_six_short_lines_that_end_with_112(language):
    lines = TEXTS[language]["welcome"]

    assert len(lines) <= 6
    assert max(map(len, lines)) <= 130
    assert "112" in lines[-1]
    assert TEXTS[language]["starters"].keys() == STARTERS.keys()


@pytest.mark.parametrize("language", sorted(ELEVEN - {"es"}))
def test_translations_are_not_copies(language):
    same = [key for key, text in _flat(TEXTS[language]).items() if text == _flat(TEXTS["es"])[key] and key != ".date"]

    assert len(same) <= 3, "words that two languages share, such as enviar"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("es", "3 de noviembre de 2026"), ("eu", "2026/11/3"), ("en", "3 November 2026"), ("fr", "3 novembre 2026"), ("ar", "3 نوفمبر 2026")],
)
def test_dates_are_written_as_people_write_them(language, shown):
    assert format_date(date(2026, 11, 3), TEXTS[language]) == shown


@pytest.mark.parametrize(
    ("asked", "accepted", "chosen"),
    [
        (None, None, "es"),
        ("ar", "fr", "ar"),
        ("AR-ma", None, "ar"),
        ("xx", "fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        (None, "de, en;q=0.3, eu;q=0.7", "eu"),
        (None, "en;q=0, de", "es"),
        (None, ";;;q=x,,\x00=", "es"),
        ("", "*", "es"),
    ],
)
def test_language_is_the_one_asked_for_or_accepted(asked, accepted, chosen):
    assert choose_language(asked, accepted, ELEVEN, "es") == chosen
