"""The words of the pages: complete in three languages, each used, and a gap is seen."""

import re
import string

import pytest
import yaml

from console.frame.texts import ROOM, ConsoleTexts
from console.permissions import Act

COMPLETE = ("es", "eu", "en")
FOLDERS = sorted({path.parent.parent for path in ROOM.rglob("texts/es.yml")})


def leaves(node, path: str = "") -> dict[str, str]:
    """Dotted key -> text."""
    if isinstance(node, dict):
        return {key: text for name, child in node.items() for key, text in leaves(child, f"{path}.{name}" if path else str(name)).items()}
    return {path: node}


def words(folder, language: str) -> dict[str, str]:
    return leaves(yaml.safe_load((folder / "texts" / f"{language}.yml").read_text("utf-8")))


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_every_section_with_templates_has_texts():
    assert len(FOLDERS) >= 6
    assert {path.parent for path in ROOM.glob("*/templates")} <= set(FOLDERS)


@pytest.mark.parametrize("language", COMPLETE)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_language_has_every_text_with_its_placeholders(folder, language):
    original, own = words(folder, "es"), words(folder, language)

    assert sorted(own) == sorted(original)
    for key, text in own.items():
        assert isinstance(text, str) and text.strip() == text != "" and "<" not in text, key
        assert placeholders(text) == placeholders(original[key]), key


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_other_languages_have_no_text_that_the_first_lacks(folder):
    for path in (folder / "texts").glob("*.yml"):
        assert set(words(folder, path.stem)) <= set(words(folder, "es")), path.name


@pytest.mark.parametrize("language", ["eu", "en"])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_translations_are_not_copies(folder, language):
    original, own = words(folder, "es"), words(folder, language)
    assert len([key for key in original if own[key] == original[key]]) <= max(2, len(original) // 20)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_text_is_used_and_none_is_missing(folder):
    """Named in a template or in code, whole or as the beginning of a key that is put together (`"people.states." ~ state`)."""
    said = "\n".join(path.read_text("utf-8") for pattern in ("*.html", "*.py", "*.js") for path in ROOM.rglob(pattern))
    named = set(re.findall(r'["\']([a-z_0-9]+(?:\.[a-z_0-9]+)*)["\']', said)) | set(
        re.findall(r"f?[\"']([a-z_0-9.]+\.)(?:\{|[\"'] ~)", said)
    )
    prefix = "" if folder.name == "frame" else f"{folder.name}."
    named |= {f"{prefix}{key}" for key in re.findall(r"words ~ [\"']\.([a-z_0-9.]+)", said)}  # templates that several sections share
    by_rule = ("rail.", "home.", "acts.", "kinds.", "said.", "title", "safe", "do")
    unused = [
        key
        for key in words(folder, "es")
        if not _is_named(f"{prefix}{key}", named) and not key.startswith(by_rule) and not key.startswith("errors.")
    ]

    assert unused == []


def _is_named(key: str, named: set[str]) -> bool:
    return (
        key in named
        or any(word.endswith(".") and key.startswith(word) for word in named)
        or any(key.startswith(f"{word}.") for word in named if "." in word)
    )


def test_trail_has_words_for_acts_of_the_desk_and_for_all_that_change_something():
    known = {key.removeprefix("acts.") for folder in FOLDERS for key in words(folder, "es") if key.startswith("acts.")}
    code = "\n".join((ROOM / name).read_text("utf-8") for name in ("managing.py", "own_account.py", "sign_in.py"))
    recorded = set(re.findall(r'(?:Deed\([^,]+, |_record\(by, )"([a-z_]+)"', code))

    assert len(recorded) >= 9 and recorded <= known
    used = {act for act in Act if f"did(Act.{act.name}" in "\n".join(path.read_text("utf-8") for path in ROOM.rglob("routes.py"))}
    assert used <= known


def test_text_that_a_language_lacks_comes_in_spanish_and_says_so():
    texts = ConsoleTexts({"es": {"a": {"b": "Hola {name}"}}, "eu": {"a": {}}, "en": {"a": {"c": "only here"}}})

    assert texts.get("es", "a.b", name="Ana") == "Hola Ana"
    assert texts.get("eu", "a.b", name="{x}") == "Hola {x} [es]"
    assert texts.get("eu", "a.c") == "only here [en]"
    with pytest.raises(KeyError):
        texts.get("eu", "a.d")
    with pytest.raises(KeyError):
        texts.get("eu", "a")


def test_all_words_are_found_under_the_name_of_their_section():
    texts = ConsoleTexts.load([folder.name for folder in FOLDERS if folder.name != "frame"])
    assert set(COMPLETE) <= set(texts.languages)
    assert texts.get("en", "people.title") == "People" and texts.get("eu", "sign_out") == "Irten"
