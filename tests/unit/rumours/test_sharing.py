"""Cards to hand on: what stands on them, in the direction of their script, and nothing that cannot be drawn."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from bot.texts import Texts
from rumours.looking_up import kit_of
from rumours.sharing.fonts import NoFont, family_for
from rumours.sharing.image import SIZE, image_of, wrapped
from rumours.sharing.pocket import pocket_card_of
from rumours.sharing.words import shared_words
from tests.contract.rumours.samples import TODAY, card, evidence, text

PUBLIC = "https://harrera.example.org/rumours/todas-las-ayudas"
ARABIC = {"title": "الحقيقة: ثلثا من يطلبون المساعدة ولدوا هنا", "one_line": "في 2023 كان 65 % من هنا، حسب Lanbide."}


def words_of(language: str = "es", today: date = TODAY, **changes):
    changes = (ARABIC if language == "ar" else {}) | changes
    return shared_words(kit_of(card(texts=[text(language, **changes)], evidence=(evidence(),)), language, today), Texts.load())


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Dark points in a box."""
    return sum(picture.convert("L").crop(box).histogram()[:100])


def test_card_says_the_fact_with_source_and_date_and_never_the_claim():
    words = words_of()
    assert words.title.startswith("Dos de cada tres") and words.source == "Dato: Lanbide (2023)"
    assert "21 de noviembre de 2026" in words.checked and "22 de noviembre de 2026" in words.made
    assert "Los de fuera" not in words.all and words.cautions == ()


def test_card_on_old_evidence_says_so():
    assert words_of(today=date(2028, 1, 1)).cautions == ("Dato sin comprobar o caducado",)


@pytest.mark.parametrize(("language", "side"), [("es", "left"), ("ar", "right")])
def test_lines_begin_where_the_script_begins(language, side):
    picture = Image.open(BytesIO(image_of(words_of(language))))
    left, right = (ink(picture, (start, 250, start + 300, 1200)) for start in (84, SIZE[0] - 384))
    assert picture.size == SIZE
    assert (left > right) == (side == "left")


def test_longest_texts_stay_above_the_foot():
    long = {"title": "Una verdad muy larga " * 6, "one_line": "palabra corta " * 14, "evidence": {"rgi23": "dato con cifra " * 26}}
    picture = Image.open(BytesIO(image_of(words_of(**long))))
    foot = SIZE[1] - 84 - 92
    assert ink(picture, (84, foot - 30, SIZE[0] - 84, foot - 4)) == 0


@pytest.mark.parametrize("language", ["es", "eu", "fr", "ar"])
def test_pocket_card_is_one_page_with_its_language(language):
    paper = pocket_card_of(words_of(language), PUBLIC)
    assert paper.startswith(b"%PDF-") and paper.count(b"/Type /Page\n") == 1
    assert f"/Lang ({language})".encode() in paper


def test_script_without_a_font_is_refused_not_drawn_as_boxes():
    with pytest.raises(NoFont):
        image_of(words_of(title="事实先行"))
    with pytest.raises(NoFont):
        pocket_card_of(words_of(title="事实先行"), PUBLIC)
    assert family_for("Añ €").plain.is_file()


def test_words_are_wrapped_and_only_one_that_is_too_long_is_cut():
    assert wrapped("aa bb cc", lambda line: len(line) <= 5) == ["aa bb", "cc"]
    assert wrapped("a bcdefgh", lambda line: len(line) <= 3) == ["a", "bcd", "efg", "h"]
