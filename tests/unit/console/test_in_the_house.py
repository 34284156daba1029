"""The console as the house builds it, on a real database, and the commands that make its first account."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from bot.bootstrap import House
from bot.cli import app
from bot.settings import Settings
from tests.unit.console.world import PASSWORD, Browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("house")


@pytest.fixture
def harrera(folder, monkeypatch):
    """Runs a command of `harrera` on the house in `folder`."""
    monkeypatch.setenv("HARRERA_DATA_DIR", str(folder))
    return lambda *words, **options: CliRunner().invoke(app, list(words), **options)


def browser_of(folder, environment: str = "development") -> Browser:
    outer = FastAPI()
    outer.mount("/console", House(Settings(data_dir=folder, environment=environment)).staff.console())
    return Browser(TestClient(outer, follow_redirects=False))


def test_first_admin_comes_from_the_command_line_and_gets_in_by_the_link(harrera, folder):
    made = harrera("users", "add", "Ana", "--role", "admin", "--role", "editor", "--address", "https://harrera.example.org/")
    assert made.exit_code == 0, made.exception
    link = re.search(r"https://harrera\.example\.org/console(/link/[\w-]{43})\n", made.output)[1]
    browser = browser_of(folder)
    browser.send(link, page=link, password=PASSWORD, again=PASSWORD)

    assert browser.get("/people").status_code == 200
    assert "Ana\tadmin, editor\tactive\n" in harrera("users", "list").output


def test_password_may_come_through_a_pipe(harrera, folder):
    made = harrera("users", "add", "Ben", "--role", "agent", "--password-stdin", input=f"{PASSWORD}\nnot this\n")
    assert made.exit_code == 0 and "link" not in made.output and PASSWORD not in made.output
    assert browser_of(folder).signs_in("Ben").status_code == 303
    harrera("users", "reset", "ben", "--password-stdin", input="quite another sentence\n")

    assert browser_of(folder).signs_in("Ben").status_code == 422
    assert browser_of(folder).signs_in("Ben", "quite another sentence").status_code == 303


@pytest.mark.parametrize(
    ("words", "piped", "error"),
    [
        (("add", "New", "--role", "agent", "--password-stdin"), "short\n", "too short"),
        (("add", "New", "--role", "agent", "--password-stdin"), "", "too short"),
        (("add", "\x00", "--role", "agent"), "", "a name has"),
        (("reset", "Nobody"), "", "no account of that name"),
    ],
)
def test_what_cannot_be_made_says_why_and_makes_nothing(harrera, words, piped, error):
    done = harrera("users", *words, input=piped)

    assert done.exit_code != 0 and error in str(done.exception)
    assert not {"New", "Nobody"} & set(re.split(r"[\t\n]", harrera("users", "list").output))


def test_unknown_role_is_refused(harrera):
    assert harrera("users", "add", "New", "--role", "king").exit_code == 2


def test_trail_of_the_commands_is_whole(harrera):
    harrera("users", "add", "Eva", "--role", "mediator")
    checked = harrera("audit", "check")

    assert checked.exit_code == 0
    assert int(re.fullmatch(r"whole: (\d+) rows, last digest [0-9a-f]{40}\n", checked.output)[1]) >= 1


def test_house_in_production_gives_secure_cookies_only(folder):
    page = browser_of(folder, "production").get("/sign-in")
    assert page.status_code == 200
    assert all("; Secure" in cookie for cookie in page.headers.get_list("set-cookie"))
