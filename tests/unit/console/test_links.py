"""One-time links: the way in for the invited, and for who lost a password."""

import re

import pytest

from tests.unit.console.world import PASSWORD, TERMS


@pytest.fixture
def invited(world):
    """(path of the link, account)."""
    account, token = world.desk.people.invite("Ben", frozenset({"agent"}), by=None)
    return f"/link/{token}", account


def choose(browser, link: str, password: str = PASSWORD, again: str | None = None):
    return browser.send(link, page=link, password=password, again=password if again is None else again)


def test_invited_person_chooses_a_password_and_is_in(world, invited):
    link, account = invited
    browser = world.browser()
    html = browser.get(link).text
    assert "Esta cuenta es de Ben" in html and "Agente antirrumores" in html
    assert choose(browser, link).headers["location"] == "/console/"

    assert "Ya estás dentro" in browser.get("/").text
    assert "Ya estás dentro" not in browser.get("/").text, "said once"
    assert world.browser().signs_in("Ben").status_code == 303


def test_link_works_once_and_looking_does_not_use_it_up(world, invited):
    link, _ = invited
    for _ in range(3):
        assert world.browser().get(link).status_code == 200
    late = world.browser()
    token = late.token(link)
    choose(world.browser(), link)

    for response in (
        late.get(link),
        late.post(link, {"token": token, "password": "x" * 5, "again": "x" * 5}, {"sec-fetch-site": "same-origin"}),
    ):
        assert response.status_code == 404
        assert "Este enlace ya no sirve" in response.text and "Ben" not in response.text


def test_link_expires(world, invited):
    link, account = invited
    world.clock.now += TERMS.link_seconds
    assert world.browser().get(link).status_code == 404
    assert not world.desk.links.waits_for(account)


@pytest.mark.parametrize("link", ["/link/x", "/link/" + "a" * 3000, "/link/%00", "/link/..%2f..", "/link/é"])
def test_invented_link_opens_nothing(world, link):
    response = world.browser().get(link)
    assert response.status_code == 404
    assert '<form method="post"' not in response.text


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("short", "short", "Es corta"),
        (PASSWORD, "another one entirely", "no son iguales"),
        ("Ben Ben Ben abcdef", "Ben Ben Ben abcdef", "Lleva tu nombre"),
    ],
)
def test_password_that_is_not_good_leaves_the_link_good(world, invited, password, again, words):
    link, _ = invited
    browser = world.browser()
    response = choose(browser, link, password, again)
    assert response.status_code == 422 and words in response.text
    assert re.search(r'id="password"[^>]*aria-invalid="true"', response.text)
    assert password not in response.text

    assert choose(browser, link).status_code == 303


def test_new_link_ends_the_older_one_and_every_session_when_used(world):
    browser = world.signed_in("editor", name="Ana")
    first = world.desk.people.reset(browser.account, by=None)
    second = world.desk.people.reset(browser.account, by=None)
    assert world.browser().get(f"/link/{first}").status_code == 404
    assert browser.get("/").status_code == 200, "the old password and its sessions hold until the link is used"

    choose(world.browser(), f"/link/{second}", "quite another sentence")
    assert browser.get("/").status_code == 303
    assert world.browser().signs_in("Ana").status_code == 422
    assert world.browser().signs_in("Ana", "quite another sentence").status_code == 303


def test_new_link_forgives_wrong_guesses(world):
    account = world.account("editor", name="Ana")
    for _ in range(6):
        last = world.browser().signs_in("Ana", "another kettle fourteen").status_code
    assert last == 429
    world.desk.people.reset(account, by=None)
    assert world.browser().signs_in("Ana").status_code == 303


def test_link_of_a_locked_account_is_gone(world, invited):
    link, account = invited
    world.desk.people.lock(account, by=None)
    assert world.browser().get(link).status_code == 404


def test_token_of_a_link_is_kept_nowhere(world, invited):
    link, _ = invited
    assert link.removeprefix("/link/") not in repr(vars(world.kept.links))
