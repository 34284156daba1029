"""The chat page in a real browser, as it looks and reads: small phones, both directions, sizes, what is drawn, and no barrier."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

PHONE_CASES = json.loads((Path(__file__).parents[1] / "unit/connectors/phone_cases.json").read_text("utf-8"))
ASKED_IN = {"es": "¿Puedo empadronarme?", "ar": "تسجيل"}


@pytest.mark.parametrize("language", ["es", "ar"])
@pytest.mark.parametrize("text", ["peligro padrón", "x" * 400, "https://example.org/" + "y" * 300])
def test_nothing_scrolls_sideways_on_a_small_phone(new_visitor, language, text):
    visitor = new_visitor(width=320, height=560).arrives(language)
    assert not visitor.scrolls_sideways()
    answer = visitor.asks(text)
    for summary in answer.locator("summary").all():
        summary.click()

    assert not visitor.scrolls_sideways()


@pytest.mark.parametrize("language", ["es", "eu", "en", "fr", "ar", "ur"])
def test_name_112_and_way_out_stay_whole_on_a_small_phone(new_visitor, language):
    page = new_visitor(width=320, height=560).arrives(language).page
    page.evaluate("scrollTo(0, 1e6)")

    for part in (".brand", "header .danger"):
        assert page.locator(part).evaluate("node => node.getClientRects().length === 1 && node.scrollWidth <= node.clientWidth + 1")
    for part in ("header .danger", "#leave"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320 and box["y"] >= 0 and box["height"] >= 44
    assert page.locator("header").bounding_box()["height"] <= 72


def test_no_line_of_urdu_lies_over_the_next(new_visitor):
    page = new_visitor(width=320).arrives("ur").page
    close = "[...document.querySelectorAll('p, a, button, summary')].filter(n => n.checkVisibility() && n.matches(':lang(ur)') && n.textContent.trim())"
    close += ".map(n => [n, getComputedStyle(n)]).filter(([n, s]) => parseFloat(s.lineHeight) < 1.9 * parseFloat(s.fontSize)).map(([n]) => n.outerHTML.slice(0, 80))"

    assert page.evaluate(close) == []
    assert page.locator("#leave").evaluate("node => node.scrollWidth <= node.clientWidth + 1")


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
