"""Entries: which text a person gets, and that impossible ones cannot be built."""

from dataclasses import replace

import pytest

from knowledge_base.entry import Status
from tests.contract.knowledge_base.samples import entry, source, text


def test_text_comes_in_the_language_asked_for():
    assert entry(texts=[text("es"), text("ar")]).text_for("ar").language == "ar"


def test_missing_language_takes_the_first_fallback_that_exists():
    assert entry(texts=[text("es"), text("fr")]).text_for("wo", ["pt", "fr", "es"]).language == "fr"


def test_without_fallback_the_original_is_given():
    assert entry(texts=[text("fr"), text("es")]).text_for("wo").language == "es"


def test_foreign_original_is_the_newest_text():
    foreign = entry(texts=[text("ar"), text("de", source_revision=3)])
    assert foreign.original.language == "de"
    assert foreign.text_for("es", ["eu"]).language == "de"


def test_spaces_around_texts_are_taken_away():
    found = text(title=" Padrón \n", questions=(" a ",), body="\r\n## Qué hacer\r\nVe.\r\n")
    assert (found.title, found.questions, found.body) == ("Padrón", ("a",), "## Qué hacer\nVe.")


def test_status_is_a_status():
    assert text(status="reviewed").status is Status.REVIEWED


def test_entry_can_be_a_key():
    assert len({entry(), entry(), entry("other")}) == 2


def test_texts_cannot_be_changed():
    with pytest.raises(TypeError):
        entry().texts["fr"] = text("fr")


@pytest.mark.parametrize(
    "build",
    [
        lambda: source(url="padron.html"),
        lambda: source(url="javascript:alert(1)"),
        lambda: source(publisher=" "),
        lambda: source(seen="D"),
        lambda: text("Spanish"),
        lambda: text("../es"),
        lambda: text(title=""),
        lambda: text(summary="  "),
        lambda: text(status="published"),
        lambda: text(source_revision=0),
        lambda: text(questions=("a", " ")),
        lambda: text(body="a\0b"),
        lambda: entry(""),
        lambda: entry("../padron"),
        lambda: entry("a b"),
        lambda: entry(".hidden"),
        lambda: entry(section="a/b"),
        lambda: entry(section="negatives"),
        lambda: entry(city=""),
        lambda: entry(sources=()),
        lambda: entry(texts=[]),
        lambda: entry(texts={"fr": text("es")}.values(), revision=2),
        lambda: replace(entry(), texts={"fr": text("es")}),
        lambda: entry(related=("padron-que-es",)),
        lambda: entry(revision=2),
        lambda: entry(texts=[text("es"), text("fr", source_revision=2)]),
    ],
)
def test_impossible_things_cannot_be_built(build):
    with pytest.raises(ValueError):
        build()
