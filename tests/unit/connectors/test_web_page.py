"""The page as the server draws it: languages, headers, size, and the whole talk without JavaScript."""

import gzip
import re

import pytest
from fastapi.testclient import TestClient

from connectors.web_channel.markdown import html_of
from tests.unit.connectors.web_fakes import FakeConversation, web_app


@pytest.fixture
def conversation():
    return FakeConversation()


@pytest.fixture
def client(conversation):
    with TestClient(web_app(conversation)) as client:
        yield client


def _files(html: str) -> set[str]:
    return set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))


def _hidden_id(html: str) -> str:
    return re.search(r'name="conversation" value="([^"]*)"', html)[1]


@pytest.mark.parametrize(("language", "direction"), [("es", "ltr"), ("eu", "ltr"), ("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_page_speaks_the_chosen_language(client, language, direction):
    html = client.get(f"/?language={language}", headers={"accept-language": "en"}).text

    assert f'<html lang="{language}" dir="{direction}">' in html
    assert html.count('href="tel:112"') == 2
    for payload in ("act:start_padron_check", "topic:padron-que-es", "topic:tis-osakidetza", "topic:escolarizacion"):
        assert f'value="{payload}"' in html


def test_page_listens_to_the_browser(client):
    assert '<html lang="fr"' in client.get("/", headers={"accept-language": "fr-CH, de;q=0.5"}).text


def test_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(client):
    html = client.get("/").text

    assert set(re.findall(r'(?:src|action)="([^"]*)"', html)) <= _files(html) | {"/#answer"}
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", html) == []
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)


@pytest.mark.parametrize("path", ["/", "/?language=ar"])
def test_page_keeps_and_tells_nothing(client, path):
    headers = client.get(path).headers

    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "geolocation=()" in headers["permissions-policy"]
    assert "set-cookie" not in headers


def test_page_weighs_under_60_kb_in_every_language(client):
    for language in ("es", "eu", "en", "fr", "ar"):
        html = client.get(f"/?language={language}").text
        files = [path for path in _files(html) if path.endswith((".css", ".js"))]
        assert len(files) == 9
        assert len(html.encode()) + sum(len(client.get(path).content) for path in files) < 60_000


def test_files_are_kept_for_a_year_under_their_hash(client):
    for path in _files(client.get("/").text):
        response = client.get(path)
        assert response.status_code == 200
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert response.headers["x-content-type-options"] == "nosniff"


def test_file_of_an_older_page_is_served_but_not_kept(client):
    response = client.get("/static/000000000000/page.css")

    assert (response.status_code, response.headers["cache-control"]) == (200, "no-cache")


@pytest.mark.parametrize("path", ["/static/x/none.css", "/static/x/..%2fpage.py", "/static/x/%2e%2e/routes.py", "/static/x/page.py"])
def test_only_the_files_of_the_page_are_served(client, path):
    assert client.get(path).status_code == 404


def test_files_travel_squeezed_where_the_browser_can_read_that(client):
    path = next(path for path in _files(client.get("/").text) if path.endswith(".css"))
    squeezed = client.get(path, headers={"accept-encoding": "gzip"})
    plain = client.get(path, headers={"accept-encoding": "identity"})

    assert squeezed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert squeezed.content == plain.content
    assert int(squeezed.headers["content-length"]) == len(gzip.compress(plain.content, mtime=0)) < 5_000


def test_form_without_script_shows_question_and_answer(client, conversation):
    html = client.post("/", data={"text": "¿Y el <padrón>?", "language": "es"}).text

    assert "¿Y el &lt;padrón&gt;?" in html
    assert "Puedes empadronarte" in html
    assert '<a class="phone" href="tel:944204000" dir="ltr">944 204 000</a>' in html
    assert '<a href="https://www.bilbao.eus/padron" rel="noopener noreferrer" target="_blank"' in html
    assert "comprobado el 3 de noviembre de 2026" in html
    assert "<strong>escriban</strong>" in html
    assert "&lt;b&gt;no es HTML&lt;/b&gt;" in html
    assert 'href="javascript:' not in html
    assert '<button class="choice" name="payload" value="act:human" form="ask"' in html
    assert 'id="welcome"' not in html


def test_form_without_script_keeps_the_conversation(client, conversation):
    own = _hidden_id(client.post("/", data={"text": "padrón"}).text)
    again = _hidden_id(client.post("/", data={"payload": "topic:padron-que-es", "text": "ignored", "conversation": own}).text)

    assert own and own == again
    assert conversation.messages[0].conversation == conversation.messages[1].conversation
    assert conversation.messages[1].text == "topic:padron-que-es"


def test_language_button_without_script_switches_page_and_talk(client, conversation):
    html = client.post("/", data={"payload": "language:ar", "language": "es"}).text

    assert '<html lang="ar" dir="rtl">' in html
    assert conversation.messages[0].text == "language:ar"


def test_empty_form_shows_the_first_words(client, conversation):
    response = client.post("/", data={"text": "  ", "language": "eu"})

    assert response.status_code == 200
    assert 'id="welcome"' in response.text
    assert conversation.messages == []


@pytest.mark.parametrize(
    ("text", "status", "words"), [("huge", 413, "demasiado largo"), ("fast", 429, "muchos mensajes"), ("bad", 400, "culpa")]
)
def test_trouble_without_script_is_said_kindly_and_keeps_the_text(client, text, status, words):
    response = client.post("/", data={"text": text, "language": "es"})

    assert response.status_code == status
    assert words in response.text
    assert f">{text}</textarea>" in response.text


def test_emergency_without_script_has_the_number_first(client):
    html = client.post("/", data={"text": "peligro", "language": "es"}).text

    assert re.search(
        r'emergency".*?<a class="call" href="tel:112" dir="ltr" aria-label="Llamar al 112">112</a>\s*<p class="said">Es gratis',
        html,
        re.DOTALL,
    )


def test_reply_in_another_language_carries_its_own(client):
    html = client.post("/", data={"text": "تسجيل", "language": "es"}).text

    assert '<html lang="es" dir="ltr">' in html
    assert '<div class="message reply" lang="ar" dir="rtl">' in html
    assert "معرفة المزيد" in html


@pytest.mark.parametrize(
    "body",
    [b"", b"text=%00%ED%A0%80%ff", b"text=hostile", b"&" * 5000, b"a=1&" * 500, b"text=a&city=..", b"language=%00&text=a", b"\xff\xfe"],
)
def test_any_form_gets_a_page(client, body):
    response = client.post("/", content=body, headers={"content-type": "application/x-www-form-urlencoded"})

    assert response.status_code in {200, 400}
    assert "</html>" in response.content.decode("utf-8")
    assert "<img src=x" not in response.text


def test_form_over_64_kb_gets_a_page_that_says_so(client):
    response = client.post("/", content=b"text=" + b"a" * 70_000)

    assert response.status_code == 413
    assert 'id="answer"' in response.text


@pytest.mark.parametrize("host", ['a"><script>', "\u00e9".encode("latin-1"), "x" * 300])
def test_strange_host_cannot_write_into_the_page(client, host):
    response = client.get("/", headers={"host": host})

    assert response.status_code in {200, 400}
    assert '"><script>' not in response.text


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("# A\n### B", "<h2>A</h2>\n<h3>B</h3>\n"),
        ("[a](/inside) [b](data:text/html,x) [c](https://x.example/)", ""),
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("![i](https://x.example/i.png)", ""),
        ("`016` [016](https://x.example/)", ""),
    ],
)
def test_long_text_is_clean_html(markdown, html):
    rendered = html_of(markdown)

    assert html in rendered
    assert not re.search(r"<(script|img|code)|href=\"(?!https://x\.example/)", rendered)
