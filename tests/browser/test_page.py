"""The chat page in a real browser, as people use it."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

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


@pytest.mark.parametrize("language", ["es", "ar"])
@pytest.mark.parametrize("text", ["peligro padrón", "x" * 400, "https://example.org/" + "y" * 300])
def test_nothing_scrolls_sideways_on_a_small_phone(new_visitor, language, text):
    visitor = new_visitor(width=320, height=560).arrives(language)
    assert not visitor.scrolls_sideways()
    answer = visitor.asks(text)
    for summary in answer.locator("summary").all():
        summary.click()

    assert not visitor.scrolls_sideways()


@pytest.mark.parametrize("language", ["es", "eu", "en", "fr", "ar"])
def test_name_112_and_way_out_stay_whole_on_a_small_phone(new_visitor, language):
    page = new_visitor(width=320, height=560).arrives(language).page
    page.evaluate("scrollTo(0, 1e6)")

    for part in (".brand", "header .danger"):
        assert page.locator(part).evaluate("node => node.getClientRects().length === 1 && node.scrollWidth <= node.clientWidth + 1")
    for part in ("header .danger", "#leave"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320 and box["y"] >= 0 and box["height"] >= 44
    assert page.locator("header").bounding_box()["height"] <= 72


def test_everything_to_press_is_44_pixels_high_and_every_text_17(new_visitor):
    visitor = new_visitor(width=320).arrives()
    texts = "[...document.querySelectorAll('body *')].filter(n => n.checkVisibility() && [...n.childNodes].some(c => c.nodeType === 3 && c.data.trim()))"
    small = f"{texts}.filter(n => parseFloat(getComputedStyle(n).fontSize) < 17).map(n => n.outerHTML.slice(0, 80))"
    low = "[...document.querySelectorAll('button, .control, .choice, summary, .call, textarea')].filter(n => n.checkVisibility() && n.getBoundingClientRect().height < 44).map(n => n.outerHTML.slice(0, 80))"

    assert visitor.page.evaluate(small) == visitor.page.evaluate(low) == []
    visitor.asks("peligro padrón")
    visitor.page.evaluate("document.querySelectorAll('#log details').forEach(node => node.open = true)")
    assert visitor.page.evaluate(small) == visitor.page.evaluate(low) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_lines_are_shorter_than_65_characters(new_visitor, width):
    visitor = new_visitor(width=width).arrives()
    visitor.asks("padrón")
    visitor.page.evaluate("document.querySelectorAll('#log details').forEach(node => node.open = true)")
    longest = """() => Math.max(...[...document.querySelectorAll('#log p, #log li')].map((node) => {
      const lines = {};
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      for (let text = walker.nextNode(); text; text = walker.nextNode())
        for (let at = 0; at < text.length; at += 1) {
          const range = document.createRange();
          range.setStart(text, at); range.setEnd(text, at + 1);
          const line = Math.round(range.getBoundingClientRect().bottom / 6);
          lines[line] = (lines[line] || 0) + 1;
        }
      return Math.max(0, ...Object.values(lines));
    }))"""

    assert 20 < visitor.page.evaluate(longest) < 65


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


def test_arabic_answer_in_a_spanish_page_reads_from_its_own_side(new_visitor):
    visitor = new_visitor().arrives()
    answer = visitor.asks("تسجيل")

    assert (answer.get_attribute("lang"), answer.get_attribute("dir")) == ("ar", "rtl")
    assert answer.locator("summary").first.inner_text() == "معرفة المزيد"
    assert visitor.page.get_attribute("html", "dir") == "ltr"
    gap = answer.evaluate(
        "node => { const range = document.createRange(); range.selectNodeContents(node.querySelector('.said'));"
        " return node.getBoundingClientRect().right - Math.max(...[...range.getClientRects()].map(line => line.right)) }"
    )
    assert 0 < gap < 30


def test_hostile_reply_stays_text(new_visitor):
    answer = new_visitor().arrives().asks("hostile")

    assert "<img src=x onerror=alert(1)>" in answer.inner_text()
    assert answer.locator("img").count() == 0


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


def test_reading_further_up_is_not_disturbed(new_visitor):
    visitor = new_visitor(height=500).arrives()
    visitor.asks("uno")
    visitor.page.route("**/api/chat", lambda route: (visitor.page.evaluate("scrollTo(0, 0)"), route.continue_()))
    visitor.asks("dos")

    assert visitor.page.evaluate("scrollY") == 0


def test_writing_is_shown_and_still_for_those_who_want_no_motion(new_visitor):
    visitor = new_visitor(reduced_motion="reduce").arrives()
    held = []
    visitor.page.route("**/api/chat", lambda route: held.append(route))
    visitor.writes("padrón")
    typing = visitor.page.locator(".typing")
    typing.wait_for()

    assert typing.inner_text().strip() == "Harrera está escribiendo"
    assert typing.locator("i").first.evaluate("node => getComputedStyle(node).animationName") == "none"
    while not held:
        visitor.page.wait_for_timeout(10)
    held[0].continue_()
    visitor.gets_answer(1)
    assert typing.count() == 0


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


@pytest.mark.parametrize("case", PHONE_CASES)
def test_browser_finds_the_same_numbers_as_the_server(new_visitor, case):
    page = new_visitor().arrives().page
    found = page.evaluate(
        "async text => { const link = document.querySelector('link[href$=\"phones.js\"]').href;"
        " return (await import(link)).segments(text).map(piece => [piece.text, piece.tel]) }",
        case["text"],
    )

    assert [tel for _, tel in found if tel] == case["numbers"]
    assert "".join(text for text, _ in found) == case["text"]


def test_browser_draws_the_same_long_text_as_the_server(new_visitor):
    from connectors.web_channel.markdown import html_of

    text = (
        "# Uno\n\nPárrafo con **negrita**, *cursiva*,\n[enlace](https://example.org/a) y 112.\n\n"
        "### Dos\n- a\n- b **c**\n  - d\n\n1. uno\n2. dos\n\n<b>x</b> <https://example.org/b>\n\n5. cinco\n6. seis"
    )
    shape = "node => node.innerHTML.replace(/ (class|dir|target|rel)=\"[^\"]*\"/g, '').replace(/\\s*\\n\\s*/g, ' ').replace(/> </g, '><').replace(/\\s+</g, '<').trim()"
    page = new_visitor().arrives().page
    drawn = page.evaluate(
        f"async text => {{ const link = document.querySelector('link[href$=\"markdown.js\"]').href;"
        f" const box = document.createElement('div'); box.append((await import(link)).markdown(text)); return ({shape})(box) }}",
        text,
    )
    expected = page.evaluate(f"html => ({shape})(new DOMParser().parseFromString(html, 'text/html').body)", html_of(text))

    assert drawn == expected


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["es", "ar"])
def test_page_has_no_barrier_that_axe_knows(new_visitor, language, scheme):
    visitor = new_visitor(width=390, color_scheme=scheme, reduced_motion="reduce").arrives(language)
    strict = {"rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}}
    axe = Axe()
    first = axe.run(visitor.page, options=strict)
    visitor.asks("peligro padrón")
    visitor.asks(ASKED_IN[language])
    visitor.page.evaluate("document.querySelectorAll('#log details').forEach(node => node.open = true)")
    talk = axe.run(visitor.page, options=strict)

    for result in (first, talk):
        assert len(result.response["passes"]) > 20
        assert result.violations_count == 0, result.generate_report()
