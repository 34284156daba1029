"""A message cut into claims: noise goes, what asks or tells about a claim goes, and what says too little is no piece."""

import pytest

from rumours.pieces import MOST, claim, pieces, says_enough


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("¿Es verdad que les pagan el alquiler?", "es", "les pagan el alquiler"),
        ("Mi casero dice que les pagan el alquiler entero", "es", "les pagan el alquiler entero"),
        ("les pagan el alquiler, ¿es un bulo?", "es", "les pagan el alquiler"),
        ("Is it true that they get their rent paid?", "en", "they get their rent paid"),
        ("my landlord says they get their whole rent paid", "en", "they get their whole rent paid"),
        ("Egia al da alokairua ordaintzen dietela?", "eu", "alokairua ordaintzen dietela"),
        ("C’est vrai que leur loyer est payé ?", "fr", "leur loyer est payé"),
        ("Il paraît que leur loyer est payé, non ?", "fr", "leur loyer est payé"),
        ("هل صحيح أن الدولة تدفع لهم الكراء؟", "ar", "الدولة تدفع لهم الكراء"),
        ("no pagan el alquiler", "es", "no pagan el alquiler"),
    ],
)
def test_what_asks_or_tells_about_a_claim_goes(text, language, left):
    assert claim(text, language) == left


def test_links_accounts_placeholders_and_emoji_go():
    found = pieces("Mirad esto 😡😡 https://example.org/x @alguien [PHONE] les pagan el alquiler entero a ellos", "es")

    assert found and not any(noise in piece for piece in found for noise in ("http", "@", "[", "😡"))
    assert any(piece.endswith("les pagan el alquiler entero a ellos") for piece in found)


def test_hashtags_are_words():
    assert pieces("#LesPaganElAlquiler", "es") == ["Les Pagan El Alquiler"] or pieces("#PaganAlquilerEntero", "es") == [
        "Pagan Alquiler Entero"
    ]


def test_marks_of_forwarding_are_no_piece():
    found = pieces("Reenviado muchas veces. Les pagan el alquiler entero. ¡Pásalo! Máxima difusión.", "es")

    assert found == ["Les pagan el alquiler entero"]


def test_each_sentence_of_a_chain_is_a_piece_and_the_whole_of_a_short_one():
    chain = "Les pagan el alquiler entero. El gimnasio también sale gratis."

    assert pieces(chain, "es") == [
        "Les pagan el alquiler entero El gimnasio también sale gratis",
        "Les pagan el alquiler entero",
        "El gimnasio también sale gratis",
    ]
    assert not any(len(piece.split()) > 45 for piece in pieces(chain + " Mañana hay reunión de vecinos aquí." * 20, "es"))


def test_question_after_a_claim_is_a_piece_of_its_own():
    found = pieces("Dicen que les pagan el alquiler entero y yo, ¿dónde pido una ayuda de alquiler?", "es")

    assert "dónde pido una ayuda de alquiler" in found


@pytest.mark.parametrize(("text", "language"), [("los de fuera", "es"), ("paguitas!!", "es"), ("😀😀", "es"), ("", "es"), ("房子", "zh")])
def test_too_few_words_say_nothing(text, language):
    assert not says_enough(text, language) and pieces(text, language) == []


def test_twenty_thousand_characters_are_a_few_pieces():
    long = " ".join(f"Esta frase número {number} dice alguna cosa distinta." for number in range(500))

    assert len(long) > 20_000
    assert len(pieces(long, "es")) <= MOST
