"""One canary of every kind through the whole door: not in the message, not in its repr, not in any log, and no call to the net."""

import logging
import subprocess
import sys
import time

import pytest

from bot.inbound import InboundMessage
from bot.messages import Payload, RedactedMessage
from bot.redaction.folding import bare, fold
from bot.redaction.recognisers import all_finders
from bot.redaction.redactor import Span, merge

CANARIES = {
    "NIE": ("mi NIE es {}", "X7654321S"),
    "NIF": ("dni {}", "87654321X"),
    "PASSPORT": ("pasaporte {}", "QX7654321"),
    "SSN": ("seguridad social {}", "481234567899"),
    "PHONE": ("llámame al {}", "612345987"),
    "IBAN": ("ingreso en {}", "ES9121000418450200051332"),
    "CARD": ("pagué con {}", "4012888888881881"),
    "EMAIL": ("escribe a {}", "canary.bird@example.org"),
    "URL": ("mira {}", "https://www.facebook.com/canary.bird"),
    "HANDLE": ("soy {}", "@canarybird"),
    "COORDINATES": ("estoy en {}", "43.263012, -2.935013"),
    "PLATE": ("mi coche {}", "7654CNR"),
    "DOCUMENT": ("expediente {}", "CAN765432100"),
    "BIRTHDATE": ("nací el {}", "17/11/1987"),
    "ADDRESS": ("vivo en {}", "calle Canariera 76"),
    "NAME": ("me llamo {}", "Canaria Pajarera"),
    "NUMBER": ("apunta {}", "99887766554433221"),
}


@pytest.mark.parametrize("kind", CANARIES)
def test_canary_leaves_no_feather(redactor, kind, caplog, capfd):
    sentence, canary = CANARIES[kind]
    caplog.set_level(logging.DEBUG)
    raw = InboundMessage(text=sentence.format(canary), conversation="chat-1", channel="web")
    message = redactor.redact(raw, language="es", conversation="pseudonym", city="bilbao", payload=Payload("topic", raw.text))
    assert message.text == sentence.format(f"[{kind}]")
    assert canary not in repr(message) + caplog.text + "".join(capfd.readouterr())


def test_every_placeholder_has_a_canary():
    kinds = {kind for finder in all_finders() for kind in finder.kinds}
    assert len(kinds) > 10
    assert kinds == set(CANARIES)


def test_message_keeps_what_routes_it(redactor):
    raw = InboundMessage(text="¿padrón?", conversation="chat-1", channel="telegram")
    message = redactor.redact(raw, language="es", conversation="pseudonym", city="bilbao", payload=Payload("topic", "padron-datos-policia"))
    assert message == RedactedMessage("¿padrón?", "es", "pseudonym", "telegram", "bilbao", Payload("topic", "padron-datos-policia"))


QUIET = """
import sys
seen = []
sys.addaudithook(lambda event, arguments: seen.append(event))
from bot.redaction import Redactor
assert "presidio_analyzer" not in sys.modules, "importing the room must do nothing"
redactor = Redactor.load()
redactor.redact_text("ana@example.org https://example.org/ana 600 123 456 me llamo Ana", "fr")
assert "open" in seen, "the hook saw nothing"
assert not {"torch", "transformers"} & set(sys.modules), "models were loaded"
print(sorted({event for event in seen if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethostby", "urllib"))}))
"""


def test_loading_and_redacting_calls_nothing_outside():
    done = subprocess.run([sys.executable, "-c", QUIET], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr[-500:]


LONG = {
    "prose": "Hola, llegué en 2019 y necesito el padrón para mi hijo, vivo en Rekalde. ",
    "digits": "1",
    "digits apart": "6 ",
    "one letter": "a",
    "letters and dots": "a.",
    "letters and dashes": "a-",
    "apostrophes": "a'",
    "mail": "a@b.es ",
    "at signs": "a@",
    "streets": "calle ",
    "names": "me llamo Ana ",
    "identity numbers": "12345678a ",
    "account": "ES91 2100 ",
    "brackets": "[",
    "invisible": "6\u200b",
    "Arabic": "اسمي فاطمة ",
    "Portuguese": "o meu nome é Ana moro na rua ",
    "Romanian": "mă numesc Ana strada Ana nr. ",
    "Cyrillic names": "меня зовут Анна мене звати ",
    "Cyrillic streets": "улица Анны вулиця ",
    "Chinese": "我叫王小明住在自由街",
    "Chinese streets": "街",
    "Chinese digits": "电话6号",
    "Chinese surnames": "王",
    "Chinese sounds": "阿",
    "Urdu": "میرا نام احمد گلی نمبر ",
    "Urdu in Latin letters": "main Ahmed main Ali ",
}


@pytest.mark.parametrize("subject", LONG)
def test_long_message_takes_no_long_time(redactor, subject):
    """About 10 ms each on a quiet machine; processor time, with room for a busy one. A pattern that runs away takes minutes."""
    text = (LONG[subject] * 2000)[:2000]
    redactor.redact_text(text, "es")
    start = time.process_time()
    redactor.redact_text(text, "es")
    assert time.process_time() - start < 5


def test_overlapping_findings_become_one_placeholder():
    spans = [Span(0, 9, "NUMBER", 0.4), Span(4, 14, "NIE", 1.0), Span(20, 25, "NAME", 0.7)]
    assert merge(spans, "x" * 30) == [Span(0, 14, "NIE", 1.0), Span(20, 25, "NAME", 0.7)]


def test_street_and_postal_code_are_one_address():
    assert merge([Span(0, 5, "ADDRESS", 0.8), Span(7, 12, "ADDRESS", 0.6)], "xxxxx, xxxxx") == [Span(0, 12, "ADDRESS", 0.8)]


def test_folded_text_points_back_to_the_original():
    folded = fold("a\u200b٣\u200b４b")
    assert folded.text == "a34b"
    assert folded.original(1, 3) == (2, 5)


@pytest.mark.parametrize("text", ["İstanbul ẞ ŉ ﬁ Ǆ", "é ñ Ü", "اسمي", "я є"])
def test_bare_text_keeps_its_length(text):
    assert len(bare(text)) == len(text)
