"""How hard a text is to read."""

from knowledge_base.reading_level import reading_level, reading_levels
from tests.contract.knowledge_base.samples import entry, text


def test_short_words_in_short_sentences_are_easy():
    easy = reading_level("Ve a la oficina. Lleva tu papel. Es gratis.")
    hard = reading_level(
        "La administración correspondiente determinará individualmente la documentación complementaria requerida para tramitar."
    )
    assert easy.sentence == 3 and easy.lix < 25 < 60 < hard.lix


def test_links_headings_and_numbers_do_not_count():
    assert reading_level("## Dónde\n[La oficina](https://www.bilbao.eus/a/b/c) 900 840 111.").sentence == 1.5


def test_chinese_is_measured_by_its_characters():
    level = reading_level("请带护照。去市政府登记。")
    assert level.lix is None and 2 < level.sentence < 5


def test_urdu_and_arabic_sentences_end_with_their_own_marks():
    assert reading_level("پاسپورٹ لائیں۔ دفتر جائیں۔").sentence == 2
    assert reading_level("أحضر الجواز. هل عندك عنوان؟ اذهب.").sentence < 3


def test_text_without_words_has_no_level():
    assert reading_level("1. 2. 3.").sentence == 0


def test_languages_are_measured_apart():
    levels = reading_levels([entry(texts=[text(), text("ar", summary="اتصل.", body="اذهب.")])])
    assert set(levels) == {"es", "ar"}
