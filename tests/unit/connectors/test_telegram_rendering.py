"""From replies to Telegram messages: escaped, split, folded, directed; the stand-in's rules are the judge of what Telegram takes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Button, Reply, SourceLine
from connectors.sentences import size
from connectors.simulator.telegram_rules import check, plain
from connectors.telegram_channel.directions import LEFT, RIGHT, directed
from connectors.telegram_channel.markup import Run, html_of, of_markdown, of_text, plain_of
from connectors.telegram_channel.short_payloads import ShortPayloads
from connectors.telegram_channel.splitting import LIMIT, messages
from tests.unit.connectors.telegram_samples import TEXTS, rendering
from tests.unit.connectors.web_fakes import ARABIC, DANGER, HOSTILE, PADRON

LONG = "Pide cita en el ayuntamiento. " * 400
odd = st.text(st.characters(codec="utf-8"), max_size=300) | st.text(st.sampled_from("<>&\"'*_[]()`~# \n\t1.-🙂م5/:http"), max_size=300)


def sent(reply: Reply, **how) -> list[dict]:
    """Payloads, each looked at by the stand-in's rules."""
    found = [outgoing.payload for outgoing in rendering().outgoing(reply, **how)]
    for payload in found:
        check("sendMessage", payload | {"chat_id": 1})
    return found


def buttons(payload: dict) -> list[list[str]]:
    return [[button["text"] for button in row] for row in payload["reply_markup"]["inline_keyboard"]]


def data(payload: dict) -> list[str]:
    return [button["callback_data"] for row in payload["reply_markup"]["inline_keyboard"] for button in row]


def test_answer_is_one_message_with_notice_source_and_buttons():
    (message,) = sent(PADRON)

    assert message["text"].startswith("Sí. Puedes empadronarte")
    assert "<i>Es un borrador: una persona lo revisará pronto.</i>" in message["text"]
    assert '<a href="https://www.bilbao.eus/padron">Ayuntamiento de Bilbao: empadronamiento</a>' in message["text"]
    assert data(message) == ["more:padron", "topic:documentos", "act:human"]
    assert message["parse_mode"] == "HTML" and message["link_preview_options"] == {"is_disabled": True}


def test_long_text_stays_behind_its_button_until_asked_for():
    (folded,), (unfolded,) = sent(PADRON), sent(PADRON, unfolded=True)

    assert buttons(folded)[0] == [TEXTS.get("es", "buttons.read_more")]
    assert "Si te dicen que no" not in folded["text"] and "<b>Si te dicen que no</b>" in unfolded["text"]
    assert "more:padron" not in data(unfolded)


def test_long_text_without_a_topic_is_shown_at_once():
    (message,) = sent(Reply("Tres sitios.", "es", more="- **Uno**\n- Dos"))

    assert message["text"] == "Tres sitios.\n\n• <b>Uno</b>\n• Dos" and "reply_markup" not in message


def test_danger_begins_with_its_number_in_bold():
    (message,) = sent(DANGER)

    assert message["text"].startswith("<b>112. Es gratis, contestan a cualquier hora y en muchos idiomas.</b>\n")


def test_link_that_is_no_web_address_is_only_its_words():
    (message,) = sent(PADRON, unfolded=True)

    assert "javascript" not in message["text"].replace("[malo](javascript:alert(1))", "")
    assert "Documento sin enlace" in message["text"] and 'href="javascript' not in message["text"]


def test_hostile_words_are_escaped():
    (message,) = sent(Reply(HOSTILE, "es", more=HOSTILE))

    assert "<img" not in message["text"] and "&lt;img src=x onerror=alert(1)&gt;bye" in message["text"]


def test_arabic_lines_begin_from_the_right_and_numbers_stay_whole():
    (message,) = sent(ARABIC)

    assert all(line.startswith(RIGHT) for line in plain(message["text"]).split("\n") if line)
    assert message["text"].startswith(RIGHT) and f"{LEFT}944 204 000{LEFT}" in message["text"]
    assert all(title.startswith(RIGHT) for row in buttons(message) for title in row)


def test_spanish_has_no_direction_marks():
    (message,) = sent(PADRON)

    assert RIGHT not in message["text"] and LEFT not in message["text"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("112 · مجاني", f"{RIGHT}112 · مجاني".replace("112", f"{LEFT}112{LEFT}")),
        ("اتصل\n\n• 016", f"{RIGHT}اتصل\n\n{RIGHT}• {LEFT}016{LEFT}"),
        ("+34 944 20 40 00", f"{RIGHT}{LEFT}+34 944 20 40 00{LEFT}"),
    ],
)
def test_marks_stand_where_they_are_needed(text, marked):
    assert directed(text, "rtl") == marked and directed(text, "ltr") == text


def test_marks_begin_lines_and_not_words():
    (message,) = sent(Reply("x", "ar", more="كلمة **مهمة** هنا\n\n- أول\n- ثان"))

    assert message["text"] == f"{RIGHT}x\n\n{RIGHT}كلمة <b>مهمة</b> هنا\n\n{RIGHT}• أول\n{RIGHT}• ثان"


def test_short_buttons_share_a_row_and_long_ones_stand_alone():
    languages = tuple(Button(name, f"language:{code}") for code, name in TEXTS.languages.items())
    (message,) = sent(Reply("?", "es", buttons=(*languages, Button("No me dejan empadronarme en la habitación", "topic:x"))))

    assert max(map(len, buttons(message)[:-1])) > 1 and buttons(message)[-1] == ["No me dejan empadronarme en la habitación"]
    assert all(sum(map(len, row)) <= 26 or len(row) == 1 for row in buttons(message))


def test_button_without_a_title_is_left_out_and_a_long_title_is_cut():
    (message,) = sent(Reply("?", "es", buttons=(Button(" \n", "act:stop"), Button("palabra " * 30, "act:greet"))))

    assert data(message) == ["act:greet"] and len(buttons(message)[0][0]) <= 60


def test_long_payload_fits_and_is_found_again_also_by_another_process():
    payload = "topic:" + "x" * 80
    first, other = ShortPayloads(), ShortPayloads(lambda: ["topic:y", payload])
    data = first.short(payload)

    assert len(data.encode()) <= 64 and first.full(data) == other.full(data) == payload
    assert first.short("topic:x") == first.full("topic:x") == "topic:x"
    assert ShortPayloads().full(data) == ""


def test_long_answer_is_split_at_sentences_with_buttons_on_the_last():
    found = sent(Reply(LONG, "es", buttons=(Button("Sí", "act:greet"),)))

    assert len(found) == 3 and all(size(message["text"]) <= LIMIT for message in found)
    assert all(message["text"].endswith("ayuntamiento.") for message in found)
    assert ["reply_markup" in message for message in found] == [False, False, True]
    assert "".join(message["text"] for message in found).count("Pide cita") == 400


def test_paragraphs_are_kept_whole_where_they_fit():
    found = messages(of_text("\n\n".join(f"{n} " + "a" * 2000 for n in range(4))))

    assert [text[0] for text in found] == ["0", "2"] or [text[0] for text in found] == ["0", "1", "2", "3"]
    assert all(size(text) <= LIMIT for text in found)


def test_emoji_count_twice():
    found = messages(of_text("🙂" * 5000))

    assert len(found) == 4 and max(map(size, found)) <= LIMIT and "".join(found) == "🙂" * 5000


def test_style_goes_on_in_the_next_message():
    found = messages([(Run(LONG, "b"),)])

    assert len(found) > 2 and all(text.startswith("<b>") and text.endswith("</b>") for text in found)


def test_in_a_group_the_message_is_answered():
    beside = {"reply_parameters": {"message_id": 4, "allow_sending_without_reply": True}}

    assert all(message["reply_parameters"] == beside["reply_parameters"] for message in sent(Reply(LONG, "es"), beside=beside))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("## Qué hacer\n1. Ve.\n2. Pide.", ["<b>Qué hacer</b>", "1. Ve.\n2. Pide."]),
        ("- a\n  - b\n- c", ["• a\n   • b\n• c"]),
        ("3. tres\n4. cuatro", ["3. tres\n4. cuatro"]),
        ("**a** *b* `c<d`", ["<b>a</b> <i>b</i> c&lt;d"]),
        ("[a & b](https://x.example/?a=1&b=2)", ['<a href="https://x.example/?a=1&amp;b=2">a &amp; b</a>']),
        ("<https://x.example>", ['<a href="https://x.example">https://x.example</a>']),
        ("<b>no</b> <script>", ["&lt;b&gt;no&lt;/b&gt; &lt;script&gt;"]),
        ("uno\ndos\n\ntres", ["uno\ndos", "tres"]),
        ("> cita", ["cita"]),
        ("![foto](https://x.example/a.png)", ["foto"]),
    ],
)
def test_markdown_becomes_telegrams_html(markdown, html):
    assert [html_of(paragraph) for paragraph in of_markdown(markdown)] == html


def test_plain_fallback_says_the_same_without_tags():
    (message,) = sent(PADRON, unfolded=True)

    words = plain_of(message["text"])
    assert "Ayuntamiento de Bilbao: empadronamiento (https://www.bilbao.eus/padron)" in words
    assert "<b>no es HTML</b>" in words and "Si te dicen que no" in words


@given(odd, odd, odd, st.sampled_from(["es", "ar"]))
def test_any_words_are_taken_by_telegram(text, more, notice, language):
    source = SourceLine(text[:40], f"https://x.example/{more[:40]}", date(2026, 1, 1))
    reply = Reply(text, language, more=more, notice=notice, sources=(source,), buttons=(Button(notice, "act:greet"),), emergency=True)
    for payload in (outgoing.payload for outgoing in rendering().outgoing(reply, unfolded=True)):
        if plain(payload["text"]).strip("\u200e\u200f \n\t"):
            check("sendMessage", payload | {"chat_id": 1})


@given(odd, st.integers(20, 400))
def test_splitting_loses_no_word_and_keeps_the_limit(text, limit):
    whole = "".join(text.split())
    found = messages(of_text(text), limit)

    assert "".join("".join(plain_of(part).split()) for part in found) == whole
    assert all(size(part) <= limit for part in found)


@given(odd)
def test_any_markdown_is_balanced_html(markdown):
    for paragraph in of_markdown(markdown):
        plain(html_of(paragraph))
