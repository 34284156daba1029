"""What is sent to the console: only from our pages, with their token, within limits, tamed."""

import json

import pytest
from fastapi import APIRouter
from fastapi.responses import JSONResponse

from console.frame.doors import allowed
from console.frame.forgery import is_ours
from console.frame.forms import tamed
from console.frame.sections import Section
from console.frame.visit import Staff
from console.permissions import Act
from tests.unit.console.world import FROM_OUR_PAGE, World


def echo_section() -> Section:
    """Gives back what arrived; as a section of the house would read it."""
    router = APIRouter(prefix="/echo")

    @router.post("")
    def echo(staff: Staff = allowed(Act.OWN_ACCOUNT, limit=20_000)) -> JSONResponse:
        form = staff.form
        upload = form.upload("file")
        shown = {"text": form.get("text"), "all": form.all("box"), "data": form.data, "missing": form.get("missing", "none")}
        return staff.data(shown | {"file": [upload.name, len(upload.content)] if upload else None})

    return Section("echo", router)


@pytest.fixture
def world():
    return World(sections=[echo_section()])


@pytest.fixture
def browser(world):
    return world.signed_in("editor")


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver", "host": "testserver"}, False),
        ({"origin": "http://testserver", "host": "testserver"}, True),
        ({"origin": "https://TestServer:8080", "host": "testserver:8080"}, True),
        ({"origin": "http://testserver:8080", "host": "testserver"}, False),
        ({"origin": "http://evil.example", "host": "testserver"}, False),
        ({"origin": "http://testserver.evil.example", "host": "testserver"}, False),
        ({"origin": "null", "host": "testserver"}, False),
        ({"origin": "http://[", "host": "testserver"}, False),
        ({"origin": "", "host": ""}, False),
        ({"host": "testserver"}, False),
        ({}, False),
    ],
)
def test_only_forms_of_our_pages_are_ours(headers, ours):
    assert is_ours(headers) is ours


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}, {"origin": "null"}])
def test_form_from_elsewhere_changes_nothing_even_with_the_right_token(browser, world, headers):
    response = browser.post("/language", {"token": browser.token("/myself"), "language": "eu"}, headers)

    assert response.status_code == 419 and "La página ha caducado" in response.text
    assert world.desk.accounts.find(browser.account.id).language == ""
    assert browser.send("/language", language="eu").status_code == 303
    assert world.desk.accounts.find(browser.account.id).language == "eu"


def test_form_without_the_right_token_changes_nothing(browser, world):
    other = world.signed_in("editor", name="Ben").token("/myself")
    visitor = world.browser().token("/sign-in")
    for token in ("", "x", "é" * 40, other, visitor):
        assert browser.post("/language", {"token": token, "language": "eu"}, FROM_OUR_PAGE).status_code == 419
    assert world.desk.accounts.find(browser.account.id).language == ""


def test_somebody_else_cannot_be_signed_in_as_the_attacker(world):
    """A form for signing in needs the token of the very browser that got the page."""
    world.account("editor", name="Ana")
    stolen = world.browser().token("/sign-in")
    victim = world.browser()
    victim.get("/sign-in")

    assert victim.post("/sign-in", {"token": stolen, "name": "Ana", "password": "x"}, FROM_OUR_PAGE).status_code == 419
    assert victim.session == ""


def test_page_that_was_open_while_the_session_ended_can_be_sent_after_signing_in_again(world, browser):
    token = browser.token("/myself")
    world.clock.now += 1e6
    late = browser.post("/language", {"token": token, "language": "eu"}, FROM_OUR_PAGE)
    assert late.status_code == 419 and "sigue en la página anterior" in late.text
    browser.client.cookies.clear()
    browser.signs_in(browser.account.name)

    assert browser.post("/language", {"token": token, "language": "eu"}, FROM_OUR_PAGE).status_code == 303


def test_token_changes_with_the_password(world, browser):
    old = browser.token("/myself")
    world.desk.accounts.change(browser.account.id, password=world.desk.sign_in.passwords.hash("quite another sentence"))
    assert browser.post("/language", {"token": old, "language": "eu"}, FROM_OUR_PAGE).status_code == 419


def test_fields_files_and_json_arrive(browser):
    sent = browser.send("/echo", text="a\r\nb\x00\x1f", box=["1", "2"])
    assert sent.json() == {"text": "a\nb", "all": ["1", "2"], "data": None, "missing": "none", "file": None}

    token = browser.token("/myself")
    file = {"file": ("../../etc/passwd", b"abc", "text/plain")}
    sent = browser.client.post("/console/echo", data={"token": token, "text": "é"}, files=file, headers=FROM_OUR_PAGE)
    assert sent.json()["file"] == ["../../etc/passwd", 3] and sent.json()["text"] == "é"

    headers = FROM_OUR_PAGE | {"x-form-token": token, "content-type": "application/json", "accept": "application/json"}
    sent = browser.client.post("/console/echo", content=json.dumps({"a": [1]}), headers=headers)
    assert sent.json()["data"] == {"a": [1]}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"text=" + b"a" * 30_000, "application/x-www-form-urlencoded", 413),
        (b"a=1&" * 4000, "application/x-www-form-urlencoded", 400),
        (b"{", "application/json", 400),
        (b"[" * 9000, "application/json", 400),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x", 419),
        (b"no boundary", "multipart/form-data", 400),
        (b"text=%00%ED%A0%80%ff", "application/x-www-form-urlencoded", 419),
        (b"\xff\xfe", "text/plain", 419),
        (b"", "", 419),
    ],
)
def test_any_body_gets_a_page_that_says_what_to_do(browser, body, kind, status):
    response = browser.client.post("/console/echo", content=body, headers=FROM_OUR_PAGE | {"content-type": kind})

    assert response.status_code == status
    assert "</html>" in response.text and '<a class="button" href="/console/">' in response.text


def test_script_gets_the_one_error_shape(browser):
    response = browser.post("/echo", {}, FROM_OUR_PAGE | {"accept": "application/json"})
    assert (response.status_code, response.json()["error"]["code"]) == (419, "expired")
    assert browser.get("/nothing", headers={"accept": "application/json"}).json()["error"]["code"] == "not_found"
    browser.client.cookies.clear()
    assert browser.get("/", headers={"accept": "application/json"}).status_code == 401


def test_what_is_tamed_can_be_written_anywhere():
    assert tamed("a\r\nb\rc\x00\x08\td\x7f") == "a\nb\nc\td"
    assert tamed("\u200fשלום\u2067 \ud800") == "\u200fשלום\u2067 ?"
