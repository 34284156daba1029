"""Words for people live in data files: no letters outside ASCII in Python strings, except where a file must name letters."""

import ast
import re

import pytest

from tests.house.tree import PACKAGES, texts
from tests.house.tree import sources as python_files

# Why each of these files may hold such letters.
MAY = {
    "bot/settings.py": "the default name of the operator",
    "matching/language.py": "letters that tell a script",
    "matching/normalisation.py": "Arabic letters made one",
    "matching/skeleton.py": "the Arabic alphabet",
    "matching/student/vocabulary.py": "Arabic letters made one",
    "matching/terms.py": "the first and last Chinese sign",
    "knowledge_base/reading_level.py": "the stops of all scripts",
    "rumours/pieces.py": "the stops of all scripts",
    "bot/safety": "Arabic clitics",
    "bot/redaction": "digits and letters of all scripts, for what is searched",
    "nlu/components/acts.py": "Arabic letters made one",
}
FORBIDDEN = {
    "an address of a package index or mirror": r"--(extra-)?index-url\s|https?://[^\s/]*(artifactory|nexus|devpi|mirror|registry)[^\s]*",
    "a path of one machine": r"(?<![\w.])/(work|root|home)/[a-z]",
}
ABOUT_THEM = {"tests/house/test_words_in_code.py"}


def letters(text: str) -> list[int]:
    """Lines with a string (not a docstring or a comment) that has letters outside ASCII."""
    tree = ast.parse(text)
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.lineno for node in constants if id(node) not in documents and any(ord(c) > 127 and c.isalpha() for c in node.value)]


def forbidden(text: str) -> list[str]:
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text)]


def test_no_words_for_people_in_code():
    files = [(str(path), text) for path, text in python_files(*PACKAGES, "nlu")]
    found = {path for path, text in files if letters(text)}

    assert len(files) > 90
    assert {path for path in found if not any(path.startswith(may) for may in MAY)} == set()
    assert [may for may in MAY if not any(path.startswith(may) for path in found)] == [], "no longer needed"


def test_guard_sees_words_and_passes_comments():
    assert letters('say("¿Qué necesitas?")') == [1]
    assert letters('"""Padrón."""\n# Padrón\nx = "padron"\ny = "· – ؟"') == []


def test_no_machine_and_no_registry_is_named_in_the_repository():
    looked, found = 0, []
    for path, text in texts():
        looked += 1
        if str(path) not in ABOUT_THEM and (words := forbidden(text)):
            found.append((str(path), words))

    assert looked > 300
    assert found == []


@pytest.mark.parametrize(
    "line", ["pip install --index-url https://x.example/simple", "https://artifactory.example/api", "see /work/main/bot", "cd /home/ana"]
)
def test_guard_sees_what_is_forbidden(line):
    assert forbidden(line)


@pytest.mark.parametrize("line", ["knowledge_base/work/home", "https://www.bilbao.eus/home/registry", "the home/work balance"])
def test_guard_lets_ordinary_words_pass(line):
    assert not forbidden(line)
