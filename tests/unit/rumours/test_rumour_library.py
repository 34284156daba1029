"""The cards in memory: fitted once, made anew when the store changes, and taught where the subject ends."""

import time
from dataclasses import replace

import pytest

from knowledge_base.library import Teaching
from matching.following import LOOK_AGAIN
from matching.items import Negative
from rumours.card_check import LANGUAGES
from rumours.library import RumourLibrary, as_item
from rumours.limits import QUESTIONS, negatives, shipped_negatives, shipped_rehearsals, shipped_weights
from rumours.repository import MemoryRumourRepository
from tests.contract.rumours.samples import card, text
from tests.unit.bot.fakes import entry

SAID = "todos los pisos nuevos son para ellos"
FEWEST = 60  # written lines of each language that carry no rumour


def flats(**changes):
    phrasings = tuple(f"{beginning} {SAID}" for beginning in ("otra vez", "como siempre", "ya veréis")) + tuple(map(str, range(11)))
    return card("flats", [text(topic="flats", claim="Se quedan con todos los pisos", phrasings=phrasings)], **changes)


@pytest.fixture
def library():
    repository = MemoryRumourRepository()
    repository.save([card("benefits"), card("jobs")])
    library = RumourLibrary(repository, Teaching(shipped_weights()), lambda: [Negative("cómo pido un piso", "es")])
    library.open()
    yield library, repository
    library.close()


def eventually(condition) -> bool:
    deadline = time.monotonic() + 30
    while not condition() and time.monotonic() < deadline:
        time.sleep(LOOK_AGAIN / 3)
    return condition()


def test_new_card_is_found_without_a_restart(library):
    library, repository = library
    assert library.card("flats") is None
    repository.save([flats()])

    assert eventually(lambda: library.card("flats") is not None)
    assert library.match(SAID, "es").candidates[0].id == "flats"


def test_changed_and_removed_cards_are_followed(library):
    library, repository = library
    repository.save([replace(card("jobs"), category="empleo")])
    assert eventually(lambda: library.card("jobs").category == "empleo")

    repository.remove("jobs")
    assert eventually(lambda: library.card("jobs") is None)
    assert [found.id for found in library.cards()] == ["benefits"]


def test_empty_library_hears_nothing():
    library = RumourLibrary(MemoryRumourRepository(), Teaching(shipped_weights()), list)

    assert library.match(SAID, "es").decision == "none" and library.cards() == []


def test_matcher_never_sees_the_title():
    item = as_item(flats())

    assert flats().texts["es"].title not in str(item)
    assert item.texts["es"].examples[0] == item.texts["es"].title == "Se quedan con todos los pisos"


def test_limits_are_written_in_every_language_of_the_cards_and_taught_by_entries():
    lines = shipped_negatives()
    assert {line.language for line in lines} == set(LANGUAGES)
    assert all(sum(line.language == language for line in lines) >= FEWEST for language in LANGUAGES)

    taught = negatives([entry("tis-osakidetza")])
    assert len(lines) < len(taught) <= len(lines) + 2 * QUESTIONS


def test_rehearsals_are_of_both_kinds_and_none_is_a_phrasing(our_cards):
    rehearsals = shipped_rehearsals()
    for language in LANGUAGES:
        of_language = [rehearsal for rehearsal in rehearsals if rehearsal.language == language]
        assert sum(bool(r.right) for r in of_language) >= 60 and sum(not r.right for r in of_language) >= 30

    taught = {words for card in our_cards for t in card.texts.values() for words in (t.claim, *t.phrasings)}
    assert len(taught) > 3000 and not taught & {rehearsal.text for rehearsal in rehearsals}
    assert {id for rehearsal in rehearsals for id in rehearsal.right} == {card.id for card in our_cards}


def test_development_messages_teach_nothing(our_cards, development):
    """What we measure with is in nothing that the matcher learns from."""
    taught = {words for card in our_cards for t in card.texts.values() for words in (t.claim, *t.phrasings)}
    taught |= {line.text for line in shipped_negatives()} | {rehearsal.text for rehearsal in shipped_rehearsals()}

    assert len(development) > 900 and not taught & set(development)
