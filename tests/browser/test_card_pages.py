"""The public pages of our own cards in a real browser: without scripts, on a small phone, from right to left, in the dark, on paper."""

import threading
import time
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe

from rumours.card_check import check_cards
from rumours.public_cards import public_code
from tests.browser.console_world import STRICT
from tests.contract.rumours.samples import LOOKED
from tests.unit.connectors.card_pages import CardSite

ROOT = Path(__file__).parents[2]
CARD = f"/rumours/{public_code('colapsan-urgencias')}"


@pytest.fixture(scope="module")
def address():
    entries = {file.parent.name for file in (ROOT / "knowledge_base/content").glob("*/*/*/entry.yml")}
    site = CardSite(check_cards(ROOT / "rumours/content", entries).sound, today=LOOKED)
    server = uvicorn.Server(uvicorn.Config(site.app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def test_reader_finds_a_card_in_the_list_and_its_figures_without_scripts(new_visitor, address):
    page = new_visitor(width=390, java_script_enabled=False).page
    page.goto(f"{address}/rumours?language=es")
    assert page.locator("main section").count() == 10
    page.locator(f'a[href^="{CARD}"]').click()

    title = page.locator("h1").inner_text()
    assert title in page.title()
    assert page.locator(".proofs li").count() >= 2
    assert all(href.startswith("http") for href in page.locator(".source a").evaluate_all("nodes => nodes.map(node => node.href)"))
    page.locator('.tongues a[lang="eu"]').click()
    assert page.locator("html").get_attribute("lang") == "eu"
    assert page.locator("h1").inner_text() != title


@pytest.mark.parametrize(("language", "scheme"), [("es", "light"), ("ar", "dark")])
def test_pages_have_no_barrier_that_axe_knows_and_fit_a_small_phone(new_visitor, address, language, scheme):
    visitor = new_visitor(width=320, color_scheme=scheme)
    for path in ("/rumours", CARD, "/rumours/gone"):
        visitor.page.goto(f"{address}{path}?language={language}")
        found = Axe().run(visitor.page, options=STRICT)
        assert len(found.response["passes"]) > 15
        assert found.violations_count == 0, found.generate_report()
        assert not visitor.scrolls_sideways()


def test_arabic_page_runs_from_right_to_left(new_visitor, address):
    page = new_visitor(width=390).page
    page.goto(f"{address}{CARD}?language=ar")
    verdict = page.locator(".verdict")

    assert page.locator("html").get_attribute("dir") == "rtl"
    assert verdict.evaluate("node => getComputedStyle(node).borderRightWidth") != "0px"
    assert verdict.evaluate("node => getComputedStyle(node).borderLeftWidth") == "0px"


def test_on_paper_the_addresses_of_the_sources_are_written_out(new_visitor, address):
    page = new_visitor().page
    page.goto(f"{address}{CARD}?language=es")
    page.emulate_media(media="print")

    assert not page.locator("header").is_visible() and not page.locator(".tongues").is_visible()
    assert "http" in page.locator(".source a").first.evaluate("node => getComputedStyle(node, '::after').content")
