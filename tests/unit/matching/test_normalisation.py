"""Text as people type it, made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.normalisation import clean, content_words, fold, words
from matching.skeleton import skeleton
from matching.terms import example_terms, grams, search_terms


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  a \n\t b ", "a b"),
        ("\x00a\x07b", "ab"),
        ("\u202eabc\u202c", "abc"),
        ("\u2066abc\u2069", "abc"),
        ("a\ud800b", "ab"),
        ("ﬁn", "fin"),
        ("ｐａｄｒｏｎ", "padron"),
        ("🙂", "🙂"),
        ("¿Qué?", "¿Qué?"),
        ("", ""),
    ],
)
def test_clean_keeps_the_text_readable(text, cleaned):
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Empadronamiénto", "empadronamiento"),
        ("holaaaaa", "hola"),
        ("ÑOÑO", "nono"),
        ("STRASSE straße", "strasse strasse"),
        ("أإآٱ", "اااا".replace("اااا", "ا")),
        ("مدرسة", "مدرسه"),
        ("مصطفى", "مصطفي"),
        ("مُحَمَّد", "محمد"),
        ("مـــدرسة", "مدرسه"),
        ("کیف", "كيف"),
        ("مسؤول رئيس", "مسوول رييس"),
        ("I\u0307stanbul", "istanbul"),
    ],
)
def test_fold_makes_spellings_one(text, folded):
    assert fold(text) == folded


@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_can_be_read(text):
    for made in (clean(text), fold(text)):
        made.encode("utf-8")
    assert clean(clean(text)) == clean(text)
    assert all(word for word in words(text, "es"))


def test_abbreviations_of_chats_are_written_out():
    assert words("xq no puedo", "es") == ["por", "que", "no", "puedo"]
    assert words("xq", "en") == ["xq"]


def test_content_words_leave_out_what_means_nothing():
    found = content_words("¿Cómo puedo ir a la escuela?", "es")

    assert "escuela" in found and "la" not in found and "a" not in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bghit", "بغيت"),
        ("padron", "بادرون"),
        ("lmadrasa", "lmdrasa"),
        ("ch7al", "شحال"),
        ("3afak", "عافاك"),
        ("khdma", "5dma"),
        ("wra9", "وراق"),
        ("sbitar", "سبيطار"),
    ],
)
def test_darija_in_both_alphabets_has_one_skeleton(one, other):
    assert skeleton(fold(one)) == skeleton(fold(other)) != ""


@pytest.mark.parametrize(("one", "other"), [("dar", "bar"), ("padron", "pasaporte"), ("7okm", "khdma")])
def test_other_words_keep_other_skeletons(one, other):
    assert skeleton(one) != skeleton(other)


def test_grams_mark_the_edges_of_words():
    assert list(grams("abc", (4,))) == ["_abc", "abc_"]
    assert list(grams("a", (4,))) == ["_a_"]


def test_terms_of_arabic_also_hold_skeletons():
    assert any(term.startswith("s:") for term in search_terms("bghit padron", "ar"))
    assert not any(term.startswith("s:") for term in search_terms("bghit padron", "es"))
    assert {"w:quiero", "w:quiero ir"} <= set(example_terms("quiero ir", "es"))
