"""Which language a message is written in."""

import pytest

from matching.language import LanguageIdentification


@pytest.fixture(scope="module")
def identify():
    return LanguageIdentification()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("¿Cómo puedo empadronarme en Bilbao?", "es"),
        ("necesito una cita para el medico", "es"),
        ("Nola eman dezaket izena erroldan?", "eu"),
        ("mediku bat behar dut gaur", "eu"),
        ("How can I register my children at school?", "en"),
        ("i need a doctor please", "en"),
        ("Comment inscrire mes enfants à l'école ?", "fr"),
        ("j'ai besoin d'un médecin", "fr"),
        ("كيف أسجل أطفالي في المدرسة؟", "ar"),
        ("بغيت نسجل ولادي", "ar"),
        ("bghit nsjel wladi f lmadrasa", "ar"),
        ("kifach n9dar ndir lpadron", "ar"),
        ("salam, wach kayn chi tbib", "ar"),
        ("Preciso de uma consulta com o médico", "pt"),
        ("Am nevoie de un doctor pentru copilul meu", "ro"),
        ("Мені потрібен лікар для дитини", "uk"),
        ("Мне нужен врач для ребёнка", "ru"),
        ("我需要看医生", "zh"),
        ("مجھے ڈاکٹر کی ضرورت ہے", "ur"),
    ],
)
def test_language_of_a_sentence(identify, text, language):
    found, confidence = identify(text)

    assert found == language and 0 < confidence <= 1


@pytest.mark.parametrize("text", ["", "123", "🙂", "?!", "   "])
def test_text_without_letters_has_the_language_of_the_talk(identify, text):
    assert identify(text, "eu") == ("eu", 0.0)
    assert identify(text) == (None, 0.0)


@pytest.mark.parametrize("context", ["es", "fr", "en", "eu"])
def test_doubtful_word_keeps_the_language_of_the_talk(identify, context):
    assert identify("ok", context)[0] == context


def test_clear_sentence_wins_over_the_talk(identify):
    assert identify("How can I register my children at school?", "es")[0] == "en"


@pytest.mark.parametrize("text", ["tengo 2 hijos y vivo en el 3b", "piso 4a, 2000 euros", "A2 B1", "covid19"])
def test_numbers_in_words_are_not_darija(identify, text):
    assert identify(text, "es")[0] != "ar"


def test_only_the_given_languages_are_found():
    assert LanguageIdentification(("es", "en"))("Comment inscrire mes enfants à l'école ?")[0] in ("es", "en")
