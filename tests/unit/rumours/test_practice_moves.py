"""What an answer does: each move by its own words, what only looks like one, and anything that people may send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumours.practice.cues import LISTS, read_rules, rules_of
from rumours.practice.moves import Move, judge

CLAIMS = {
    "es": ("Los inmigrantes se llevan todas las ayudas", "Todas las ayudas son para los de fuera"),
    "eu": ("Etorkinek eramaten dituzte laguntza guztiak", "Laguntza guztiak kanpokoentzat dira"),
}
L, A, R, F, U, S = Move.LISTENED, Move.ASKED, Move.REPEATED, Move.SOURCED, Move.UNSOURCED, Move.SCOLDED


def moves(text: str, language: str) -> set[Move]:
    return set(judge(text, language, CLAIMS[language], ("Lanbide (memoria)",)))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Te entiendo, que no te llegue el sueldo da rabia.", {L}),
        ("es", "¿Y a ti qué te dijeron en la oficina?", {A}),
        ("es", "quien te ha contado eso?", {A}),
        ("es", "No es cierto que se lleven todas las ayudas los de fuera.", {R}),
        ("es", "Pues sí, todas las ayudas son para ellos.", {R}),
        ("es", "Según Lanbide, en 2023 el 65 % nacieron aquí.", {F}),
        ("es", "El 65 % nacieron aquí.", {U}),
        ("es", "Eso es racista.", {S}),
        ("es", "¿No te da vergüenza hablar así?", {S}),
        ("es", "Entiendo que estés harta. Según el INE son la mitad. ¿Cómo te va a ti con la ayuda?", {L, F, A}),
        ("eu", "Ulertzen zaitut, oso gogorra izan behar da.", {L}),
        ("eu", "Eta zuri zer esan zizuten bulegoan?", {A}),
        ("eu", "Ez da egia laguntza guztiak kanpokoentzat direnik.", {R}),
        ("eu", "Lanbideren arabera, 2023an % 65 hemen jaio ziren.", {F}),
        ("eu", "% 65 hemen jaio ziren.", {U}),
        ("eu", "Hori arrazakeria da.", {S}),
        ("eu", "Ez duzu lotsarik?", {S}),
    ],
)
def test_move_is_recognised(language, text, expected):
    assert moves(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "not_made"),
    [
        ("es", "¿Pero tú te estás oyendo?", A),
        ("es", "Bonito día, ¿eh?", A),
        ("es", "¿Por qué dices que se llevan todas las ayudas?", R),
        ("es", "Según tú son todos iguales.", F),
        ("es", "Nos vemos en 2027.", U),
        ("es", "Siento decirte que no.", L),
        ("eu", "Egun polita, e?", A),
        ("eu", "Zergatik diozu laguntza guztiak eramaten dituztela?", R),
        ("eu", "2027an ikusiko dugu elkar.", U),
    ],
)
def test_what_only_looks_like_a_move_is_none(language, text, not_made):
    assert not_made not in moves(text, language)


@pytest.mark.parametrize("language", ["es", "eu"])
@pytest.mark.parametrize("text", ["", " ", "😡😡😡", "???", "¿", ".", "los " * 5000, "a" * 20_000, "1" * 20_000])
def test_nothing_and_far_too_much_are_judged_too(language, text):
    assert moves(text, language) <= {U, S}


@given(st.text(max_size=300))
def test_any_text_is_judged(text):
    assert all(set(judge(text, language, CLAIMS[language])) <= set(Move) for language in CLAIMS)


def test_capitals_and_accents_do_not_matter():
    assert moves("ESO ES RACISTA", "es") == moves("eso es rácista", "es") == {S}


def test_figures_of_the_cards_own_publisher_have_a_source():
    assert moves("La memoria de lanbide (memoria) dice que son 12 de cada 20", "es") >= {F}


@pytest.mark.parametrize("language", ["es", "eu"])
def test_rules_have_every_list(language):
    assert set(rules_of(language).found) == set(LISTS)


def test_language_without_rules_is_refused():
    with pytest.raises(KeyError):
        judge("hello", "en", ())


def test_faults_in_the_rules_are_named():
    with pytest.raises(ValueError, match="listened"):
        read_rules({name: ["x"] for name in (*LISTS, "them", "empty") if name != "listened"})
    with pytest.raises(ValueError, match="nobody"):
        read_rules(dict.fromkeys((*LISTS, "them", "empty"), ["{nobody} x"]))
