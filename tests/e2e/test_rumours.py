"""Something heard, through the whole house: the card, its source, more of it, a question beside it; and what must not set it off."""

import pytest

from bot.texts import Texts

TEXTS = Texts.load()


def rumours(answer) -> list[str]:
    return [reply["rumour"] for reply in answer["replies"] if reply["rumour"]]


def test_rumour_is_answered_with_a_figure_and_its_source_and_more_is_given(person):
    answer = person.says("Dicen que nada más llegar les dan una paga de mil euros al mes, ¿es verdad?")

    assert rumours(answer) == ["paguita-al-llegar"]
    assert answer.sources and all(source["url"].startswith("http") and source["checked_on"] for source in answer.sources)
    more = person.presses("rumour:paguita-al-llegar=more")
    assert rumours(more) == ["paguita-al-llegar"] and len(more["replies"][0]["more"]) > len(more.text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("eu", "Egia al da iritsi bezain laster mila euroko laguntza ematen dietela hilero?"),
        ("en", "Is it true that they get a thousand euros a month as soon as they arrive?"),
        ("fr", "C'est vrai qu'ils touchent mille euros par mois dès leur arrivée ?"),
        ("ar", "هل صحيح أنهم يأخذون ألف يورو كل شهر عند وصولهم؟"),
    ],
)
def test_rumour_is_answered_in_the_language_it_came_in(house, language, text):
    answer = house.person().says(text)

    assert rumours(answer) == ["paguita-al-llegar"] and answer["language"] == language
    assert TEXTS.get(language, "answer.machine_draft") in answer["replies"][0]["notice"]


def test_chain_with_noise_and_a_neighbours_data_is_answered_without_them(house):
    chain = (
        "Reenviado muchas veces. Buenos días, grupo. Me llamo Fulgencio Canario y mi teléfono es 600 123 456. "
        "Nada más bajar del barco les dan una paga de mil euros al mes a los inmigrantes. Pásalo antes de que lo borren. "
        "https://example.org/video"
    )
    answer = house.person().says(chain)

    assert rumours(answer)[:1] == ["paguita-al-llegar"]
    assert not any(data in answer.text + house.output() for data in ("Fulgencio", "600 123 456", "example.org/video"))


def test_rumour_and_question_in_one_message_get_both_answers(person):
    answer = person.says("Dicen que los inmigrantes colapsan las urgencias. ¿Y yo cómo saco la tarjeta sanitaria?")

    assert rumours(answer) == ["colapsan-urgencias"] and answer.topic == "tis-osakidetza"


@pytest.mark.parametrize("text", ["¿Cómo pido la RGI?", "Me han denegado la RGI, ¿puedo recurrir?", "Hola, buenos días", "los moros"])
def test_what_is_no_rumour_sets_none_off(house, text):
    assert rumours(house.person().says(text)) == []


def test_danger_comes_first_beside_a_rumour(person):
    answer = person.says("mi marido me está pegando y dice que a los inmigrantes les dan mil euros nada más llegar")

    assert answer.emergency


@pytest.mark.parametrize("text", ["😡😡😡😡", "les dan una paga de mil euros nada más llegar. " * 420])
def test_emoji_alone_and_far_too_long_chains_are_refused_kindly(house, text):
    answer = house.person().says(text)

    assert rumours(answer) == [] and answer.text
