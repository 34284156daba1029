"""What the checks find is said in the language of the page: every sentence that staff can see has its words."""

import ast
import re
from pathlib import Path

import pytest
import yaml

from console.frame.findings import ROOM, Findings, pattern_of

TREE = Path(__file__).parents[3]
SEEN_BY_STAFF = (
    "knowledge_base/editing",
    "knowledge_base/exchange/checking.py",
    "knowledge_base/check_texts.py",
    "knowledge_base/check_languages.py",
    "knowledge_base/content_check.py",
    "knowledge_base/fields.py",
    "knowledge_base/source_fields.py",
    "knowledge_base/directory_fields.py",
    "rumours/card_check.py",
    "rumours/check_card_text.py",
    "rumours/card_files.py",
)
CATALOGUES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in ROOM.glob("*.yml")}
FINDS = {"fault", "advice", "style", "_wrong"}


def sentences() -> set[str]:
    """What those modules say, with a value put in each hole."""
    found: set[str] = set()
    for place in SEEN_BY_STAFF:
        for path in [TREE / place] if place.endswith(".py") else sorted((TREE / place).rglob("*.py")):
            found |= {text for node in ast.walk(ast.parse(path.read_text("utf-8"))) for text in _said(node)}
    return found


def _said(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in FINDS:
        parts = [part for argument in node.args[1:] for part in (_branches(argument))]
    elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "message":
        parts = [node.value]
    else:
        return []
    return [text for part in parts if " " in (text := _text(part))]


def _branches(node: ast.expr) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_there_are_many_sentences():
    assert len(sentences()) > 60 and set(CATALOGUES) == {"es", "eu"}


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_sentence_has_its_words(language):
    findings = Findings.load()
    assert sorted(text for text in sentences() if findings.told(language, text)[1] != language) == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_words_have_the_same_values_and_are_no_copies(language):
    holes = re.compile(r"\{\w*\}")
    for said, meant in CATALOGUES[language].items():
        assert sorted(holes.findall(said)) == sorted(holes.findall(meant)) and said != meant


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_sentence_is_left_from_before(language):
    said = sentences()
    assert [known for known in CATALOGUES[language] if not any(pattern_of(known).fullmatch(text) for text in said)] == []


def test_values_come_along_and_what_is_unknown_stays_english():
    findings = Findings.load()
    told = findings.told("es", "numbers differ from the original; only here: 5, 7; only there: -")
    assert told == ("los números no son los del original; solo aquí: 5, 7; solo allí: -", "es")
    assert findings.told("es", "is the same as questions[3]")[0] == "es la misma que questions[3]"
    assert findings.told("eu", "something new") == ("something new", "en") == findings.told("en", "something new")
    assert findings.told("es", "cannot be `{a} %s <b>`")[0] == "no puede ser `{a} %s <b>`"
