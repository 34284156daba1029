"""What people paste and what attackers type into the forms of an entry: a clear word, nothing lost, nothing that runs."""

from html import unescape
from html.parser import HTMLParser

import pytest

from tests.unit.console.test_knowledge import PAGE, Town, draft_page, write

FRAME = {
    "section": "padron",
    "review_by": "2027-02-21",
    "source_url": "https://example.org/a",
    "source_publisher": "Town",
    "source_checked_on": "2026-11-21",
    "source_supports": "x",
    "source_seen": "A",
    "legal_basis": "",
    "related": "",
    "services": "",
    "needs": "",
    "verify": "",
    "saves": "0",
}
HOSTILE = """"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}' onfocus='alert(3)"""
FROM_WORD = "\u201cQu\u00e9\u201d\u00a0hacer\u2026 \u2013 lleva\u0301 el \uf0b7 pasaporte\x0b y \u00adven\u2028fin"


def attributes(html: str) -> set[str]:
    """The names of all attributes, as a browser reads them."""
    found: set[str] = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, given: found.update(name for name, _ in given)
    parser.feed(html)
    return found


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def editor(town):
    return town.world.signed_in("editor", name="Edurne")


def kept(town, editor):
    return town.desk.drafts.find("bilbao", "storks", editor.account.id)


def test_hundred_thousand_characters_are_kept_shown_and_named_as_too_long(town, editor):
    long = "Una frase que no acaba nunca. " * 3334
    assert write(editor, summary=long, body=long).status_code == 303
    page = editor.get(draft_page(editor))

    assert len(kept(town, editor).texts["es"].body) == len(long.strip())
    assert page.status_code == 200 and "caben 320 como mucho" in unescape(page.text)
    assert editor.send(f"{draft_page(editor)}/send").status_code == 422


def test_more_than_a_form_may_hold_is_refused_and_what_was_kept_stays(town, editor):
    write(editor, summary="Lo de antes.")
    assert write(editor, saves=1, body="x" * 600_000).status_code == 413
    assert kept(town, editor).texts["es"].summary == "Lo de antes."


def test_text_pasted_from_word_keeps_its_letters_and_loses_what_nobody_sees_or_is_named(town, editor):
    write(editor, summary=FROM_WORD)
    summary, page = kept(town, editor).texts["es"].summary, unescape(editor.get(draft_page(editor)).text)

    assert "\u201cQu\u00e9\u201d" in summary and "pasaporte" in summary and "\x0b" not in summary
    assert "car\u00e1cter" in page and "U+2028" in page, "what cannot be published is named by its number"


@pytest.mark.parametrize(
    "body", ["**sin cerrar", "[roto](https://", "## \n\n1.\n1.\n```\nabierto", "| a | b\n|--", "![](x)" * 50, "[" * 5000, "> " * 3000]
)
def test_broken_markdown_breaks_no_page(town, editor, body):
    assert write(editor, body=body).status_code == 303
    for page in (f"{PAGE}/text/es", draft_page(editor)):
        assert editor.get(page).status_code == 200
    assert kept(town, editor).texts["es"].body == body.strip()


@pytest.mark.parametrize(
    "day",
    [
        "21/02/2027",
        "21 de febrero",
        "2027-02-30",
        "2027/02/21",
        "",
        "9999999999-01-01",
        "\u0662\u0660\u0662\u0667-\u0660\u0662-\u0662\u0661",
    ],
)
def test_date_in_another_form_is_kept_as_typed_and_named(town, editor, day):
    assert editor.send(f"{PAGE}/frame", **FRAME | {"review_by": day}).status_code == 303
    page = unescape(editor.get(draft_page(editor)).text)

    assert kept(town, editor).frame.review_by == day
    assert "aqu\u00ed va una fecha como 2026-11-21" in page or "falta" in page
    assert editor.send(f"{draft_page(editor)}/send").status_code == 422


def test_what_was_stored_is_shown_as_text_on_every_page(town, editor):
    admin = town.world.signed_in("admin", name=f"Ada {HOSTILE}"[:60])
    fields = {name: HOSTILE for name in ("title", "questions", "summary", "body")}
    assert write(editor, **fields).status_code == 303
    changes = {name: HOSTILE for name in FRAME if name not in ("saves", "review_by")}
    assert editor.send(f"{PAGE}/frame", **FRAME | changes | {"saves": "1"}).status_code == 303
    looked = [editor.get(page) for page in (PAGE, f"{PAGE}/text/es", f"{PAGE}/text/ar", f"{PAGE}/frame", draft_page(editor), "/knowledge")]
    looked += [admin.get("/people"), admin.get("/trail"), admin.get("/myself")]

    for page in looked:
        assert page.status_code == 200
        assert "<script>alert" not in page.text and "<img src=x" not in page.text and "49'" not in page.text
        assert "onfocus" not in attributes(page.text), "no attribute of theirs"
    assert any("&lt;script&gt;alert" in page.text for page in looked)


@pytest.mark.parametrize("place", ["../../etc/passwd", "bilbao/..%2f..%2fetc", "%00", "storks%0d%0aSet-Cookie:x", "a" * 3000])
def test_address_that_leads_elsewhere_finds_nothing(editor, place):
    for path in (f"/knowledge/{place}/storks", f"/knowledge/bilbao/{place}", f"/static/x/{place}"):
        answer = editor.get(path)
        assert answer.status_code in (404, 422)
        assert all(cookie.startswith("harrera_") for cookie in answer.headers.get_list("set-cookie"))
        assert "root:" not in answer.text


@pytest.mark.parametrize(("name", "status"), [("x" * 99, 303), ("x" * 100, 400), ("a b", 400), (".x", 400), ("ñandú-2", 303)])
def test_name_that_the_trail_could_not_hold_is_refused_before_anything_is_kept(town, editor, name, status):
    answer = editor.send(f"/knowledge/bilbao/{name}/text/es", title="x", questions="", summary="", body="", saves="0")

    assert answer.status_code == status
    assert [draft.entry_id for draft in town.desk.drafts.of_city("bilbao")] == ([name] if status == 303 else [])
