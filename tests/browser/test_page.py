"""The chat page in a real browser, as people use it."""

import json
from pathlib import Path

import pytest

PHONE_CASES = json.loads((Path(__file__).parents[1] / "unit/connectors/phone_cases.json").read_text("utf-8"))
ASKED_IN = {"es": "¿Puedo empadronarme?", "ar": "تسجيل"}


def test_question_gets_an_answer_with_its_source(new_visitor):
    visitor = new_visitor().arrives()
    answer = visitor.asks("¿Puedo empadronarme?")

    assert "Puedes empadronarte" in answer.inner_text()
    link = answer.locator(".sources a")
    assert not link.is_visible()
    answer.locator(".sources summary").click()
    assert link.is_visible()
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "comprobado el 3 de noviembre de 2026" in answer.locator(".sources").inner_text()
    assert answer.locator("a[href^='javascript']").count() == 0


def test_everything_works_by_keyboard_alone(new_visitor):
    visitor = new_visitor().arrives()
    page = visitor.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the skip link leads to the field
    page.keyboard.type("dos")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("lineas")
    page.keyboard.press("Enter")
    visitor.gets_answer(1)

    assert page.locator(".person .said").inner_text() == "dos\nlineas"
    assert page.evaluate("document.activeElement.id") == "text"
    assert page.input_value("#text") == ""
    while page.evaluate("document.activeElement.textContent") != "¿Qué documentos llevo?":
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    visitor.gets_answer(2)
    assert page.evaluate("document.activeElement.className") == "message person"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.reply') !== null")


def test_pressed_button_sends_its_payload_and_shows_its_title(new_visitor):
    visitor = new_visitor().arrives()
    with visitor.page.expect_request("**/api/chat") as sent:
        visitor.page.get_by_role("button", name="¿Qué es el padrón?").click()
    visitor.gets_answer(1)

    assert sent.value.post_data_json["text"] == "topic:padron-que-es"
    assert visitor.page.locator(".person .said").inner_text() == "¿Qué es el padrón?"
    assert visitor.page.locator("#log .choices").count() == 1


def test_talk_continues_under_one_id(new_visitor):
    visitor = new_visitor().arrives()
    with visitor.page.expect_response("**/api/chat") as first:
        visitor.asks("uno")
    with visitor.page.expect_request("**/api/chat") as second:
        visitor.asks("dos")

    assert second.value.post_data_json["conversation"] == first.value.json()["conversation"]
    assert visitor.page.locator("#log .choices").count() == 1


def test_emergency_shows_a_large_number_first(new_visitor):
    answer = new_visitor(width=320).arrives().asks("peligro")
    call = answer.locator("a.call")

    assert call.get_attribute("href") == "tel:112"
    assert call.bounding_box()["height"] >= 72
    assert call.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") >= 36
    assert call.evaluate("node => node.getBoundingClientRect().top < node.parentNode.querySelector('.said').getBoundingClientRect().top")
    assert answer.locator("a.phone").get_attribute("href") == "tel:900840111"
    assert call.evaluate("node => { const at = node.getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight }")


def test_without_connection_the_text_is_kept_and_can_be_sent_again(new_visitor):
    visitor = new_visitor().arrives()
    visitor.page.context.set_offline(True)
    visitor.writes("¿Puedo empadronarme?")
    trouble = visitor.page.locator(".trouble")
    trouble.wait_for()

    assert "No hay conexión" in trouble.inner_text()
    assert visitor.page.locator(".person .said").inner_text() == "¿Puedo empadronarme?"
    visitor.page.context.set_offline(False)
    trouble.get_by_role("button").click()
    assert "Puedes empadronarte" in visitor.gets_answer(1).inner_text()
    assert visitor.page.locator(".person").count() == 1
    assert trouble.count() == 0


@pytest.mark.parametrize(("text", "words"), [("fast", "muchos mensajes"), ("huge", "demasiado largo"), ("bad", "No es culpa tuya")])
def test_trouble_is_said_in_kind_words(new_visitor, text, words):
    visitor = new_visitor().arrives()
    visitor.writes(text)

    visitor.page.locator(".trouble", has_text=words).wait_for()
    assert not visitor.page.locator(".typing").count()


def test_nothing_leaves_the_house_and_nothing_stays(new_visitor, page_url):
    visitor = new_visitor().arrives()
    visitor.asks("padrón")
    visitor.page.locator("#menu summary").click()
    visitor.page.locator("#menu [data-language=ar]").click()
    visitor.gets_answer(2)

    assert len(visitor.requests) > 5
    assert [url for url in visitor.requests if not url.startswith((page_url, "data:"))] == []
    assert visitor.page.context.cookies() == []
    assert visitor.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert visitor.page.evaluate("indexedDB.databases().then(all => all.length)") == 0


def test_language_switch_keeps_the_talk_and_tells_the_bot(new_visitor):
    visitor = new_visitor().arrives()
    visitor.asks("padrón")
    visitor.page.locator("#menu summary").click()
    with visitor.page.expect_request("**/api/chat") as sent:
        visitor.page.locator("#menu [data-language=eu]").click()
    answer = visitor.gets_answer(2)

    assert sent.value.post_data_json["text"] == "language:eu"
    assert sent.value.post_data_json["language"] == "eu"
    assert "euskaraz" in answer.inner_text()
    assert "Puedes empadronarte" in visitor.page.locator("#log").inner_text()
    assert visitor.page.locator("#leave").inner_text() == "Irten azkar"
    assert visitor.page.get_attribute("html", "lang") == "eu"


def test_language_chosen_on_the_first_screen_changes_the_first_words(new_visitor):
    visitor = new_visitor().arrives()
    with visitor.page.expect_request("**/api/chat") as sent:
        visitor.page.locator("#log [data-language=ar]").click()
    visitor.page.wait_for_selector("html[dir=rtl]")

    assert sent.value.post_data_json["text"] == "language:ar"
    assert "أنا Harrera" in visitor.page.locator("#welcome").inner_text()
    assert visitor.page.locator(".person").count() == 0
    assert "يمكنك" in visitor.asks("تسجيل").inner_text()


def test_leaving_quickly_shows_nothing_and_does_not_come_back(new_visitor):
    visitor = new_visitor().arrives()
    visitor.asks("peligro")
    visitor.page.locator("#leave").click()
    visitor.page.wait_for_url("about:blank")

    assert visitor.page.locator("body").inner_text() == ""
    visitor.page.go_back()
    assert "peligro" not in visitor.page.content()


def test_long_text_is_counted_and_not_sent(new_visitor):
    visitor = new_visitor().arrives()
    counter = visitor.page.locator("#counter")
    visitor.page.fill("#text", "a" * 1500)
    assert not counter.is_visible()
    visitor.page.fill("#text", "🙂" * 1501)
    assert counter.inner_text() == "Caracteres que te quedan: 499"
    visitor.writes("a" * 2010)

    assert counter.inner_text() == "Caracteres que sobran: 10"
    assert visitor.page.input_value("#text") == "a" * 2010
    assert visitor.page.locator(".person").count() == 0


def test_form_works_without_javascript(new_visitor):
    visitor = new_visitor(java_script_enabled=False).arrives()
    page = visitor.page
    page.fill("#text", "¿Puedo empadronarme?")
    page.get_by_role("button", name="Enviar").click()
    assert "Puedes empadronarte" in page.locator(".reply").inner_text()
    own = page.locator("input[name=conversation]").get_attribute("value")
    page.get_by_role("button", name="¿Qué documentos llevo?").click()
    page.wait_for_load_state()

    assert page.locator(".reply").count() == 1
    assert page.locator("input[name=conversation]").get_attribute("value") == own
