"""What the encoder is taught with: every lesson has English words and words of another kind, and nothing is left out."""

from pathlib import Path

from bot.bootstrap.foundations import CONTENT
from knowledge_base.lessons import lexicon_pairs, own_pairs, written_pairs
from knowledge_base.lexicon import shipped_lexicon
from knowledge_base.publishing import seed
from knowledge_base.repository import MemoryEntryRepository
from rumours.lessons import card_pairs
from rumours.publishing import seed_cards
from rumours.repository import MemoryRumourRepository

CARDS = Path(__file__).parents[3] / "rumours" / "content"


def test_every_expression_of_the_lexicon_is_taught():
    concepts = shipped_lexicon().concepts.values()
    taught = {(pair.language, pair.text) for pair in lexicon_pairs(shipped_lexicon())} | {
        (pair.language, pair.english) for pair in lexicon_pairs(shipped_lexicon())
    }
    expressions = {(language, text) for concept in concepts for language, texts in concept.all_expressions.items() for text in texts}
    same_in_english = {text for concept in concepts for text in concept.expressions["en"]}

    assert len(expressions) > 40_000
    assert {text for language, text in expressions - taught} <= same_in_english


def test_cards_and_entries_are_taught_in_every_language_of_theirs():
    entries, cards = MemoryEntryRepository(), MemoryRumourRepository()
    seed(entries, CONTENT, own_city="bilbao")
    seed_cards(cards, CARDS, lambda: {entry.id for city in entries.cities() for entry in entries.entries(city)})
    from_entries = list(own_pairs(entry for city in entries.cities() for entry in entries.entries(city)))
    from_cards = list(card_pairs(cards.cards()))

    assert {pair.language for pair in from_cards} == {"es", "eu", "en", "fr", "ar"}
    assert {pair.language for pair in from_entries} == {"es", "eu", "en", "fr", "ar", "pt", "ro", "uk", "ru", "zh", "ur"}
    assert all(pair.english and pair.text for pair in from_entries + from_cards)


def test_a_question_is_taught_beside_its_answer_and_beside_another_question():
    entries = MemoryEntryRepository()
    seed(entries, CONTENT, own_city="bilbao")
    entry = entries.entries("bilbao")[0]
    english, question = entry.texts["en"], entry.texts["eu"].questions[0]
    beside = [pair.english for pair in own_pairs([entry]) if pair.text == question]

    assert beside[0] == f"{english.title}. {english.summary}" and beside[1] in english.questions


def test_written_sentences_have_english_and_twelve_other_columns():
    pairs = list(written_pairs())

    assert len({pair.language for pair in pairs}) == 12 and len(pairs) == 12 * len({pair.english for pair in pairs})
