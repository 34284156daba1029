"""People ask in five languages and get the right entry, in their language, with its sources."""

import pytest

LANGUAGES = ("es", "eu", "en", "fr", "ar")
QUESTIONS = {
    "padron-propietario-niega": (
        "El dueño no me deja empadronarme en la habitación",
        "Jabeak ez dit uzten gelan erroldatzen",
        "My landlord does not let me register in the room I rent",
        "Le propriétaire refuse que je m'inscrive au padrón dans la chambre",
        "المالك يرفض أن أسجل في غرفته، ماذا أفعل؟",
    ),
    "tis-osakidetza": (
        "¿Cómo saco la tarjeta sanitaria?",
        "Nola atera dezaket osasun txartela?",
        "How do I get the health card?",
        "Comment obtenir la carte de santé ?",
        "كيف أحصل على البطاقة الصحية؟",
    ),
    "escolarizacion": (
        "¿Cómo apunto a mi hija al colegio?",
        "Nola matrikulatu dezaket nire alaba eskolan?",
        "How can I enrol my daughter at school?",
        "Comment inscrire ma fille à l'école ?",
        "كيف أسجل ابنتي في المدرسة؟",
    ),
}
CASES = [
    pytest.param(topic, language, text, id=f"{topic}-{language}")
    for topic, texts in QUESTIONS.items()
    for language, text in zip(LANGUAGES, texts, strict=True)
]


@pytest.mark.parametrize(("topic", "language", "text"), CASES)
def test_question_gets_its_entry_in_its_language(person, topic, language, text):
    answer = person.says(text)

    (reply,) = answer["replies"]
    assert (reply["topic"], reply["decision"], reply["language"]) == (topic, "answer", language)
    assert answer["language"] == language
    assert reply["direction"] == ("rtl" if language == "ar" else "ltr")
    assert reply["probability"] > 0.5
    assert reply["text"] and reply["more"] and reply["notice"]
    assert 1 <= len(reply["sources"]) <= 3
    for source in reply["sources"]:
        assert source["url"].startswith("http") and source["title"] and source["checked_on"].startswith("20")


def test_misspelt_question_without_accents_is_understood(person):
    assert person.says("komo sako la targeta sanitaria").topic == "tis-osakidetza"


def test_question_in_a_later_language_is_answered_in_it(person):
    answer = person.says("Preciso do cartão de saúde da Osakidetza, como faço?", language="pt")

    assert answer["language"] == "pt" and answer["replies"][0]["decision"] in ("answer", "ask")


def test_button_of_an_answer_leads_to_its_entry(person):
    answer = person.says(QUESTIONS["tis-osakidetza"][0])
    (onward, *_) = [payload for payload in answer.payloads if payload.startswith("topic:")]

    assert person.presses(onward).topic == onward.removeprefix("topic:")


def test_button_of_an_entry_that_is_gone_is_no_error(person):
    assert person.presses("topic:no-such-entry")["replies"][0]["decision"] in ("none", "ask", "answer")


def test_question_that_is_not_ours_is_said_to_be_unknown(person):
    answer = person.says("¿Cuál es la capital de Australia?")

    assert answer.topic is None and answer.sources == []
    assert "act:talk_to_human" in answer.payloads


def test_page_without_script_answers_too(house):
    response = house.client.post("/", data={"text": QUESTIONS["tis-osakidetza"][0]})

    assert response.status_code == 200
    assert "Osakidetza" in response.text and 'name="conversation"' in response.text
