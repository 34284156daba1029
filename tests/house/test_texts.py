"""The assistant's own words: the same keys, placeholders and number of wordings in every language, each used by the code."""

import ast
import re
import string
from functools import cache

import pytest
import yaml

from tests.house.tree import PACKAGES, ROOT, sources

FOLDER = ROOT / "bot" / "texts"
LANGUAGES = ("es", "eu", "en", "fr", "ar", "pt", "ro", "uk", "ru", "zh", "ur")
OF_THE_FILE = {"name", "direction", "status"}


@cache
def leaves(language: str) -> dict[str, str | list[str]]:
    """Dotted key -> text or list of texts."""

    def walk(node, path: str) -> dict:
        if isinstance(node, dict):
            return {key: text for name, child in node.items() for key, text in walk(child, f"{path}.{name}" if path else str(name)).items()}
        return {path: node}

    return walk(yaml.safe_load((FOLDER / f"{language}.yml").read_text(encoding="utf-8")), "")


def placeholders(text: str) -> list[str]:
    return sorted(field for _, field, _, _ in string.Formatter().parse(text) if field is not None)


def test_there_are_texts_in_every_language():
    assert sorted(path.stem for path in FOLDER.glob("*.yml")) == sorted(LANGUAGES)
    assert len(leaves("es")) > 100


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_language_has_the_keys_of_the_first_one(language):
    assert sorted(leaves(language)) == sorted(leaves("es"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_says_something(language):
    for key, text in leaves(language).items():
        for wording in text if isinstance(text, list) else [text]:
            assert isinstance(wording, str) and wording.strip() == wording and wording, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_number_of_wordings_are_those_of_the_first_language(language):
    looked = 0
    for key, original in leaves("es").items():
        text = leaves(language)[key]
        assert isinstance(text, list) == isinstance(original, list), key
        if isinstance(original, list):
            assert len(text) == len(original), key
            continue
        assert placeholders(text) == placeholders(original), key
        looked += bool(placeholders(original))
    assert looked > 5


@cache
def said_in_code() -> tuple[list[re.Pattern], frozenset[str]]:
    """Patterns of all strings in code (a value inside an f-string may be anything), and all whole words of them."""
    patterns, words = set(), set()
    for _, text in sources(*PACKAGES):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                patterns.add(re.escape(node.value))
                words |= set(re.findall(r"\w+", node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(part.value) if isinstance(part, ast.Constant) else r"([\w.]+)" for part in node.values]
                patterns.add("".join(parts))
    for data in ("knowledge_base/headings.yml",):
        words |= set(re.findall(r"\w+", (ROOT / data).read_text(encoding="utf-8")))
    return [re.compile(p) for p in patterns if re.search(r"[a-z]{3}", p)], frozenset(words)


def test_every_text_is_used_and_nothing_is_translated_in_vain():
    patterns, words = said_in_code()
    assert len(patterns) > 200
    unused = [key for key in leaves("es") if key not in OF_THE_FILE and not _is_used(key, patterns, words)]

    assert unused == []


def _is_used(key: str, patterns: list[re.Pattern], words: frozenset[str]) -> bool:
    """Named whole, or made by an f-string whose values are words that the code knows."""
    found = [match for pattern in patterns if (match := pattern.fullmatch(key))]
    return any(set(".".join(match.groups()).split(".")) - {""} <= words for match in found)
