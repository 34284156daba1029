"""A table of words learnt from pairs of texts, and the search in English that it makes possible."""

import pytest

from matching.items import Item, ItemText
from matching.patch import PatchedSignals
from matching.signals import NAMES, Signals
from matching.translation.index import TranslatedIndex
from matching.translation.keys import keys_of
from matching.translation.learning import learn_table
from matching.translation.table import TranslationTable, shipped_table

PAIRS = [
    ("es", "la barca roja", "the red boat"),
    ("es", "una barca grande", "a big boat"),
    ("es", "miel roja", "red honey"),
    ("es", "vender miel", "sell honey"),
    ("eu", "etxebizitzaren laguntza", "housing support"),
    ("eu", "etxebizitzak", "housing"),
    ("ary", "بغيت العسل", "want honey"),
    ("arz_latn", "bghit l3sel", "want honey"),
    ("ary", "العسل", "honey"),
] * 3


@pytest.fixture(scope="module")
def table() -> TranslationTable:
    return learn_table(PAIRS)


def items(*languages: str) -> list[Item]:
    texts = {
        "en": [ItemText("Renting a boat", "By the lake."), ItemText("Selling honey", "At the market.")],
        "es": [ItemText("Alquilar una barca", "En el lago."), ItemText("Vender miel", "En el mercado.")],
    }
    return [Item(id, {code: texts[code][place] for code in languages}) for place, id in enumerate(("boat", "honey"))]


def test_a_word_is_told_from_its_neighbours(table):
    said = table.english("¿dónde hay una barca?", "es")
    assert max(said, key=said.get) == "boat" and said["boat"] > 0.8
    assert said["red"] < said["boat"]


def test_another_ending_is_looked_up_by_its_beginning(table):
    assert table.english("etxebizitzarako", "eu")["housin"] > 0.5


def test_darija_is_one_in_both_scripts(table):
    assert table.english("العسل", "ar")["honey"] > 0.5
    assert table.english("l3sel", "ar")["honey"] > 0.5


def test_a_spanish_word_is_understood_in_any_language(table):
    assert table.english("vreau barca", "ro")["boat"] > 0.5


def test_unknown_words_empty_texts_and_unknown_languages_say_nothing(table):
    assert not table.english("xyzzy", "es") and not table.english("", "zh") and not table.english("щось", "tlh")


def test_items_are_found_in_a_language_they_are_not_written_in(table):
    boat, honey = TranslatedIndex(items("en"), table).scores("vender miel", "es")
    assert honey > 0.1 and honey > 2 * boat


def test_an_item_without_english_is_read_word_by_word(table):
    boat, honey = TranslatedIndex(items("es"), table).scores("selling honey", "en")
    assert honey > boat


def test_a_changed_item_is_patched_in(table):
    before = Signals(items("en"), [], None, table=table)
    newer = [before.items[0], Item("honey", {"en": ItemText("Big red boat", "No bees.")})]
    patched, fitted = PatchedSignals(before, newer, []), Signals(newer, [], None, table=table)
    asked = patched.read("una barca roja", "es").values[:, NAMES.index("translated")]
    assert asked[1] == pytest.approx(fitted.read("una barca roja", "es").values[1, NAMES.index("translated")], abs=0.2)
    assert asked[1] > 0


def test_it_is_saved_and_read_again_byte_for_byte(table, tmp_path):
    table.save(tmp_path / "a")
    TranslationTable.load(tmp_path / "a").save(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert TranslationTable.load(tmp_path / "a").english("barca", "es")["boat"] > 0.8


def test_the_shipped_table_knows_every_language():
    table = shipped_table()
    words = {"es": "escuela", "eu": "eskola", "fr": "école", "ar": "المدرسة", "pt": "escola", "ro": "școală", "uk": "школа"}
    for language, word in {**words, "ru": "школа", "zh": "学校", "ur": "اسکول", "de": "Schule"}.items():
        assert "school" in table.english(word, language), language


def test_chinese_is_looked_up_by_its_pieces():
    assert ("住房",) in set(keys_of("住房", "zh"))
