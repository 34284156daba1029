"""The public pages of the cards: the fact as title, only what holds, every language, kept by browsers, closed when it must be."""

import json
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
import yaml

from bot.texts import Texts
from connectors.web_channel.cards.pages import HERE
from connectors.web_channel.cards.shown import dated
from rumours.public_cards import public_code
from rumours.repository import MemoryRumourRepository
from rumours.rumour import Verdict
from tests.contract.rumours.samples import LOOKED, TODAY, card, evidence, text
from tests.unit.connectors.card_pages import PUBLISHER, CardSite
from tests.unit.rumours.schema_org import faults_of

ID = "todas-las-ayudas"
HOME = f"/rumours/{public_code(ID)}"
LANGUAGES = ("es", "eu", "en", "fr", "ar")


def texts_in(*codes: str, **changes) -> list:
    return [text(code, **changes) for code in codes]


@pytest.fixture
def site() -> CardSite:
    return CardSite([card(ID, texts_in(*LANGUAGES), related=("otra",)), card("otra", category="empleo", handle_with_care=False)])


def words_of(html: str) -> str:
    """What somebody reads, without tags, scripts and the head."""
    body = re.sub(r"<script.*?</script>", "", html.split("<body>")[1], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def ld_of(html: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])


def test_title_is_the_fact_and_the_claim_is_only_for_machines(site):
    page, own = site.get(HOME).text, site.cards[0].texts["es"]

    assert f"<title>{own.title} · Harrera</title>" in page
    assert f"<h1>{own.title}</h1>" in page
    assert own.claim not in words_of(page)
    assert ld_of(page)["claimReviewed"] == own.claim
    assert all(phrasing not in page for phrasing in own.phrasings)
    assert all(line not in page for line in own.avoid), "what not to say is for agents"


def test_page_shows_verdict_questions_and_the_dates_of_the_evidence(site):
    words = words_of(site.get(HOME).text)

    for expected in (
        "Falso",
        "¿Qué has visto tú?",
        "El 65 % eran de aquí",
        "Lanbide",
        "21 de noviembre de 2026",
        "31 de diciembre de 2027",
    ):
        assert expected.removeprefix("El ") in words
    assert "en una página que cita el dato" in words
    assert PUBLISHER in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_verdict_is_of_what_people_say_and_never_stands_bare_beside_the_fact(site, language):
    said = yaml.safe_load((HERE / "texts" / f"{language}.yml").read_text("utf-8"))["said_is"]
    verdict = Texts.load().get(language, "rumours.verdict.false")
    words = words_of(site.get(f"/rumours?language={language}").text)

    assert f"<strong>{said} {verdict}</strong>" in site.get(f"{HOME}?language={language}").text
    assert words.count(verdict) == words.count(f"{said} {verdict}") > 0


def test_address_never_says_the_claim_but_the_id_leads_there(site):
    moved = site.get(f"/rumours/{ID}?language=eu")

    assert ID not in HOME and ID not in site.get(HOME).text
    assert (moved.status_code, moved.headers["location"]) == (308, f"{HOME}?language=eu")


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_speaks_each_language_and_links_all(site, language):
    answer = site.get(f"{HOME}?language={language}")

    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in answer.text
    assert answer.headers["content-language"] == language
    assert f"({language})</h1>" in answer.text
    for code in LANGUAGES:
        assert f'<link rel="alternate" hreflang="{code}" href="http://testserver{HOME}?language={code}">' in answer.text
        assert f'href="{HOME}?language={code}" hreflang="{code}"' in answer.text


def test_language_comes_from_the_browser_when_none_is_asked_for(site):
    assert site.get(HOME, accept_language="de, ar;q=0.8, fr;q=0.3").headers["content-language"] == "ar"
    assert site.get(f"{HOME}?language=xx").headers["content-language"] == "es"


def test_text_in_another_language_than_the_page_says_so(site):
    page = site.get(f"/rumours/{public_code('otra')}?language=ar").text

    assert '<html lang="ar" dir="rtl">' in page
    assert '<article lang="es" dir="ltr">' in page


def test_suggested_and_withdrawn_cards_are_not_public(site):
    assert site.get(HOME).status_code == 200
    site.today = date(2027, 12, 31)  # the day on which the evidence runs out
    gone = site.get(HOME)

    assert gone.status_code == 404 and gone.headers["cache-control"] == "no-store"
    assert "no está ahora" in gone.text and site.cards[0].texts["es"].title not in gone.text
    assert site.get(f"/rumours/{ID}").status_code == 404
    assert site.get(f"{HOME}/claim-review.json").status_code == 404
    assert site.get("/rumours/feed.json").json()["items"] == []

    site.today = TODAY
    site.store.remove(ID)
    assert site.get(HOME).status_code == 404
    assert HOME not in site.get("/rumours").text


def test_unseen_evidence_is_neither_shown_nor_leaned_on():
    unseen = evidence("unseen", seen="C", url="", publisher="Nobody saw this")
    leaning = dict.fromkeys(("public", "one_line", "one_minute", "full"), ("rgi23",))
    page = CardSite([card(ID, evidence=(evidence(), unseen), rests_on=leaning)]).get(HOME).text

    assert "Lanbide" in page
    assert "Nobody saw this" not in page


def test_what_leans_on_old_evidence_is_left_out_and_the_old_figure_says_so():
    old = evidence("old", publisher="Older", valid_until=LOOKED + timedelta(days=1))
    leaning = {"public": ("rgi23",), "one_line": ("old",), "one_minute": ("old",), "full": ("old",)}
    site = CardSite([card(ID, evidence=(evidence(), old), rests_on=leaning)])
    page = site.get(HOME).text

    assert "otra otra" not in page, "the full text"
    assert "Caducó" in words_of(page) and "Older" in page
    site.today = LOOKED
    assert "otra otra" in site.get(HOME).text


def test_what_is_not_a_fact_has_a_page_without_review():
    site = CardSite([card(ID, verdict=Verdict.NOT_A_FACT)])
    page = site.get(HOME)

    assert page.status_code == 200
    assert "ld+json" not in page.text and "ClaimReview" not in page.text
    assert site.get(f"{HOME}/claim-review.json").status_code == 404


def test_review_of_the_page_and_of_its_own_address_are_the_same_and_valid(site):
    on_page, alone = ld_of(site.get(f"{HOME}?language=fr").text), site.get(f"{HOME}/claim-review.json?language=fr")

    assert alone.headers["content-type"] == "application/ld+json"
    assert on_page == alone.json()
    assert on_page["url"] == f"http://testserver{HOME}?language=fr"
    assert faults_of(on_page | {"url": on_page["url"].replace("http:", "https:")}) == []


def test_words_of_a_card_cannot_become_markup():
    bad = '</script><img src="x">'
    page = CardSite([card(ID, [text(title=bad, nuance=bad, public=bad, full=bad, questions=(bad, bad))])]).get(HOME).text

    assert "<img" not in page
    assert ld_of(page)["name"] == bad


def test_feed_is_a_json_feed_of_facts(site):
    answer = site.get("/rumours/feed.json?language=eu")
    feed = answer.json()

    assert answer.headers["content-type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://testserver/rumours/feed.json?language=eu"
    assert [item["id"] for item in feed["items"]] == [f"http://testserver{HOME}", f"http://testserver/rumours/{public_code('otra')}"]
    first, second = feed["items"]
    assert first["title"].endswith("(eu)") and first["language"] == "eu"
    assert first["content_text"] == site.cards[0].texts["es"].public
    assert first["_harrera"] == {"verdict": "false", "status": "draft", "checked_on": "2026-11-21", "valid_until": "2027-12-31"}
    assert second["language"] == "es", "it has no Basque text"
    assert site.cards[0].texts["es"].claim not in answer.text


def test_index_lists_the_facts_by_category(site):
    words = words_of(site.get("/rumours").text)

    assert words.index("Ayudas") < words.index("con rgi") < words.index("Empleo") < words.index("con otra")
    assert "Los de fuera" not in words
    assert "no hay ningún tema" in words_of(CardSite([]).get("/rumours").text)


@pytest.mark.parametrize("path", [HOME, "/rumours", "/rumours/feed.json", f"{HOME}/claim-review.json"])
def test_same_content_is_not_sent_twice(site, path):
    first = site.get(path)
    tag = first.headers["etag"]

    assert site.get(path, if_none_match=f'"other", W/{tag}').status_code == 304
    again = site.get(path, if_none_match=tag)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    site.store.save([card(ID, [text(title="Un hecho nuevo", claim="Lo que se dice", nuance="Otro matiz")])])
    assert site.get(path, if_none_match=tag).status_code == 200


def test_cards_are_read_again_only_when_the_store_changed(site):
    reads = []
    load = site.store.cards
    site.store.cards = lambda: reads.append(1) or load()
    for _ in range(3):
        site.get(HOME)
    assert len(reads) == 1

    site.store.save([card("una-mas")])
    assert public_code("una-mas") in site.get("/rumours").text
    assert len(reads) == 1, "only what changed was read"


def test_an_empty_store_says_so():
    assert CardSite([], store=MemoryRumourRepository()).get(HOME).status_code == 404


def test_headers_let_nothing_from_elsewhere_in(site):
    headers = site.get(HOME).headers

    assert "script-src 'self'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert "Accept-Language" in headers["vary"]


def test_dates_are_shown_only_when_they_are_dates():
    assert dated("2025-12") == "2025-12" and dated("c. 2012") == "c. 2012"
    assert dated("sin fecha") == dated("s.f.") == dated("") == ""


def test_words_of_the_pages_are_the_same_in_all_languages():
    def keys(node: dict, before: str = "") -> set[str]:
        return {
            key for name, below in node.items() for key in (keys(below, f"{before}{name}.") if isinstance(below, dict) else {before + name})
        }

    found = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (HERE / "texts").glob("*.yml")}
    assert sorted(found) == sorted(LANGUAGES)
    assert {code: keys(words) ^ keys(found["es"]) for code, words in found.items()} == dict.fromkeys(found, set())


def test_style_uses_tokens_and_logical_directions_only():
    css = (HERE / "static" / "cards.css").read_text("utf-8")
    known = set(re.findall(r"--([\w-]+):", (Path(HERE).parent / "static" / "page.css").read_text("utf-8")))

    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", css) == []
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) <= known
    assert re.findall(r"\b(?:left|right)\b|(?:margin|padding|border)-(?:top|bottom)", css) == []


def test_our_own_cards_say_their_claim_once_at_most():
    from rumours.card_check import check_cards

    root = Path(__file__).parents[3]
    entries = {file.parent.name for file in (root / "knowledge_base/content").glob("*/*/*/entry.yml")}
    ours = check_cards(root / "rumours/content", entries).sound
    site = CardSite(ours, today=LOOKED)
    often = {}
    for each in ours:
        said = words_of(site.get(f"/rumours/{public_code(each.id)}?language=es").text).lower()
        often[each.id] = said.count(each.texts["es"].claim.lower().rstrip("."))

    assert len(often) == 60
    assert {id: n for id, n in often.items() if n > 1} == {}
