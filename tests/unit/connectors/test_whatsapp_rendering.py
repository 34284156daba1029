"""Replies as WhatsApp messages: within its limits whatever the text, nothing lost, in the right direction."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Button, Reply, SourceLine
from bot.texts import Texts
from connectors.sentences import size
from connectors.whatsapp_channel.markup import escape, of_markdown
from connectors.whatsapp_channel.rendering import render, without_buttons

WORDS = Texts.load()
HUMAN = Button("Hablar con alguien", "act:talk_to_human")


def rendered(reply: Reply, whole: bool = False) -> list[dict]:
    return [outgoing.payload for outgoing in render(reply, WORDS, whole)]


def body_of(message: dict) -> str:
    content = message[message["type"]]
    return content["body"] if message["type"] == "text" else content["body"]["text"]


def ids_of(message: dict) -> list[str]:
    action = message["interactive"]["action"] if message["type"] == "interactive" else {}
    rows = [row for section in action.get("sections", ()) for row in section["rows"]]
    return [button["reply"]["id"] for button in action.get("buttons", ())] + [row["id"] for row in rows]


def check_limits(message: dict) -> None:
    """The figures of Meta's documentation, each field."""
    if message["type"] == "text":
        assert 0 < size(message["text"]["body"]) <= 4096
        return
    interactive = message["interactive"]
    assert 0 < size(interactive["body"]["text"]) <= 1024
    action = interactive["action"]
    if interactive["type"] == "button":
        assert 1 <= len(action["buttons"]) <= 3
        assert all(0 < size(button["reply"]["title"]) <= 20 and len(button["reply"]["id"]) <= 256 for button in action["buttons"])
    else:
        (section,) = action["sections"]
        assert 0 < size(action["button"]) <= 20 and 1 <= len(section["rows"]) <= 10
        for row in section["rows"]:
            assert 0 < size(row["title"]) <= 24 and len(row["id"]) <= 200 and size(row.get("description", "x")) <= 72
    assert len(ids_of(message)) == len(set(ids_of(message)))


def test_plain_reply_is_one_text():
    assert rendered(Reply("Hola.", "es")) == [{"type": "text", "text": {"body": "Hola.", "preview_url": False}}]


def test_three_short_buttons_are_buttons():
    buttons = (HUMAN, Button("Mi padrón", "act:start_padron_check"), Button("Borrar", "act:forget_me"))
    (message,) = rendered(Reply("¿Qué necesitas?", "es", buttons=buttons))

    assert message["interactive"]["type"] == "button"
    assert ids_of(message) == [button.payload for button in buttons]


def test_long_titles_become_rows_and_stand_whole_below():
    long = "Padrón sin contrato de alquiler ni permiso"
    (message,) = rendered(Reply("¿Cuál?", "es", buttons=(Button(long, "topic:a"), HUMAN)))
    first, second = message["interactive"]["action"]["sections"][0]["rows"]

    assert (first["title"], first["description"]) == ("Padrón sin contrato de\u2026", long)
    assert second == {"id": HUMAN.payload, "title": HUMAN.title}
    assert message["interactive"]["action"]["button"] == "Elegir"


def test_eleven_languages_are_two_lists():
    buttons = tuple(Button(f"Idioma {n}", f"language:{n}") for n in range(11))
    messages = rendered(Reply("¿En qué idioma?", "es", buttons=buttons))

    assert [len(ids_of(message)) for message in messages] == [10, 1]
    assert sum(map(ids_of, messages), []) == [button.payload for button in buttons]


def test_long_text_waits_behind_a_button():
    reply = Reply("Corto.", "es", more="## Pasos\n\n- uno\n- dos", topic="padron-que-es", buttons=(HUMAN,))
    (message,) = rendered(reply)

    assert body_of(message) == "Corto."
    assert ids_of(message) == ["more:padron-que-es", HUMAN.payload]
    assert body_of(rendered(reply, whole=True)[0]) == "*Pasos*\n\n- uno\n- dos"
    assert ids_of(rendered(reply, whole=True)[-1]) == [HUMAN.payload]


def test_long_text_without_a_topic_is_said_at_once():
    assert body_of(rendered(Reply("Corto.", "es", more="Largo."))[0]) == "Corto.\n\nLargo."


def test_notice_and_sources_are_quiet_lines_below():
    source = SourceLine("Ayuntamiento", "https://www.bilbao.eus/padron_a_b", date(2026, 11, 3))
    bad = SourceLine("Malo", "javascript:alert(1)", date(2026, 11, 3))
    (message,) = rendered(Reply("Sí.", "es", notice="Es un borrador.", sources=(source, bad)))

    assert body_of(message) == "Sí.\n\n_Es un borrador._\n\nAyuntamiento: https://www.bilbao.eus/padron_a_b"


def test_danger_begins_with_the_number_in_every_language():
    for language in WORDS.languages:
        messages = rendered(Reply(WORDS.get(language, "emergency.violence"), language, emergency=True))
        assert body_of(messages[0]).lstrip("\u200e\u200f").startswith("112"), language


@pytest.mark.parametrize("length", [1025, 4097, 9000])
def test_buttons_stand_under_the_last_piece_of_a_long_text(length):
    sentence = "Esto es una frase de prueba. "
    messages = rendered(Reply(sentence * (length // len(sentence) + 1), "es", buttons=(HUMAN,)))

    assert [message["type"] for message in messages] == ["text"] * (len(messages) - 1) + ["interactive"]
    assert all(body_of(message).endswith("prueba.") for message in messages)
    assert " ".join(map(body_of, messages)) == (sentence * (length // len(sentence) + 1)).strip()


def test_refused_buttons_can_be_said_in_words():
    (message,) = rendered(Reply("¿Cuál?", "es", buttons=(Button("Padrón sin contrato de alquiler ni permiso", "topic:a"), HUMAN)))

    assert without_buttons(message)["text"]["body"] == "¿Cuál?\n\n- Padrón sin contrato de alquiler ni permiso\n- Hablar con alguien"


def test_lines_that_begin_with_the_other_script_keep_their_direction():
    assert body_of(rendered(Reply("SATEVI 900 840 111\nنعم", "ar"))[0]) == "\u200fSATEVI \u200e900 840 111\u200e\nنعم"
    assert body_of(rendered(Reply("العربية: Arabic\nyes", "en"))[0]) == "\u200eالعربية: Arabic\nyes"


def test_nothing_is_taken_for_formatting_but_what_markdown_says():
    assert escape("*no* _es_ ~eso~ a*b https://x.example/a_b_*c*") == (
        "\u2217no\u2217 \uff3fes\uff3f \u223ceso\u223c a*b https://x.example/a_b_*c*"
    )
    assert escape("> cita") == "\u203a cita"
    markdown = "# Título **uno**\n\nUn *énfasis*, **fuerte**, [la ley](https://x.example/a_b).\n\n1. uno\n2. dos\n   - dentro\n\n<b>no</b>"
    assert of_markdown(markdown) == (
        "*Título uno*\n\nUn _énfasis_, *fuerte*, la ley (https://x.example/a_b).\n\n1. uno\n2. dos\n  - dentro\n\n<b>no</b>"
    )


def test_our_own_words_fit_on_buttons_in_every_language():
    for language in WORDS.languages:
        assert size(WORDS.get(language, "chat.choose")) <= 20, language
        assert size(WORDS.get(language, "buttons.read_more")) <= 20, language


ODD = st.text(max_size=3000) | st.text(alphabet="ab .*_`~>\n#[]()-1", max_size=3000) | st.text(alphabet="a\u0301\u200d😀 م", max_size=3000)
TITLES = st.text(max_size=90)


@settings(max_examples=150, deadline=None)
@given(ODD, ODD, st.text(max_size=200), st.lists(TITLES, max_size=13), st.sampled_from(["es", "ar"]), st.booleans(), st.booleans())
def test_every_message_keeps_every_limit(text, more, notice, titles, language, topic, whole):
    buttons = tuple(Button(title, f"topic:{n}") for n, title in enumerate(titles))
    reply = Reply(text, language, more, notice, buttons, topic="padron" if topic else None)
    messages = rendered(reply, whole)

    for message in messages:
        check_limits(message)
        body_of(message).encode("utf-8")
    shown = [button.payload for button in buttons if "".join(button.title.split())]
    assert set(sum(map(ids_of, messages), [])) <= {*shown, "more:padron"}
