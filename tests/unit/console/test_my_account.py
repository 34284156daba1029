"""What everybody does with their own account: password, second step, sessions, language."""

import re

import pyotp
import pytest

from console.second_step import step_of
from tests.unit.console.world import PASSWORD, World, field_of

OTHER = "quite another sentence"


@pytest.fixture
def browser(world):
    return world.signed_in("editor", name="Ana")


def change(browser, current: str = PASSWORD, password: str = OTHER, again: str = OTHER):
    return browser.send("/myself/password", current=current, password=password, again=again)


def secret_of(html: str) -> str:
    return re.search(r'<code class="mono"[^>]*>([A-Z2-7]+)</code>', html)[1]


def set_up(world: World, browser) -> str:
    """The secret of a second step that is set up."""
    html = browser.get("/myself/second-step").text
    secret = secret_of(html)
    code = pyotp.TOTP(secret).at(int(world.clock.now))
    response = browser.send("/myself/second-step", secret=field_of(html, "secret"), code=f"{code[:3]} {code[3:]}")
    assert response.headers["location"] == "/console/myself"
    return secret


def test_changed_password_ends_every_other_session(world, browser):
    elsewhere = world.signed_in("editor", name="Ana")
    assert change(browser).status_code == 303

    assert browser.get("/").status_code == 200 and elsewhere.get("/").status_code == 303
    assert world.browser().signs_in("Ana").status_code == 422
    assert world.browser().signs_in("Ana", OTHER).status_code == 303


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"current": "x"}, "La contraseña de ahora no es correcta"),
        ({"again": "x"}, "no son iguales"),
        ({"password": "short", "again": "short"}, "Es corta"),
    ],
)
def test_password_is_not_changed_when_something_is_wrong(world, browser, wrong, words):
    response = change(browser, **wrong)
    assert response.status_code == 422 and words in response.text
    assert world.browser().signs_in("Ana").status_code == 303


def test_guesses_of_the_current_password_are_counted(browser):
    assert [change(browser, current="guess").status_code for _ in range(6)] == [422] * 5 + [429]
    assert change(browser).status_code == 429


def test_second_step_is_asked_for_at_the_next_sign_in(world, browser):
    secret = set_up(world, browser)
    world.clock.now += 60
    code = pyotp.TOTP(secret).at(int(world.clock.now))

    assert "Está puesto" in browser.get("/myself").text
    assert world.browser().signs_in("Ana").status_code == 422
    assert world.browser().signs_in("Ana", code="000000").status_code == 422
    assert world.browser().signs_in("Ana", "wrong password here", code).status_code == 422
    assert world.browser().signs_in("Ana", code=code).status_code == 303
    assert world.browser().signs_in("Ana", code=code).status_code == 422, "a code is good once"


def test_code_of_the_set_up_cannot_be_used_again(world, browser):
    secret = set_up(world, browser)
    assert world.browser().signs_in("Ana", code=pyotp.TOTP(secret).at(int(world.clock.now))).status_code == 422


def test_code_that_does_not_fit_sets_nothing_up(world, browser):
    html = browser.get("/myself/second-step").text
    response = browser.send("/myself/second-step", secret=field_of(html, "secret"), code="12 34 56")

    assert response.status_code == 422 and "no coincide" in response.text
    assert secret_of(response.text) == secret_of(html), "the phone has this one already"
    assert world.browser().signs_in("Ana").status_code == 303


def test_secret_of_another_account_or_from_nowhere_is_refused(world, browser):
    other = world.signed_in("editor", name="Ben").get("/myself/second-step").text
    code = pyotp.TOTP(secret_of(other)).at(int(world.clock.now))
    for sealed in (field_of(other, "secret"), "JBSWY3DPEHPK3PXP", ""):
        response = browser.send("/myself/second-step", secret=sealed, code=code)
        assert response.status_code == 422 and secret_of(response.text) != secret_of(other)
    assert not world.desk.accounts.find(browser.account.id).second_step


def test_second_step_ends_with_the_password_or_by_an_admin(world, browser):
    set_up(world, browser)
    assert browser.send("/myself/second-step/end", current="wrong").status_code == 422
    assert world.desk.accounts.find(browser.account.id).second_step
    assert browser.send("/myself/second-step/end", current=PASSWORD).status_code == 303
    assert not world.desk.accounts.find(browser.account.id).second_step

    set_up(world, browser)
    admin = world.signed_in("admin")
    admin.send(f"/people/{browser.account.id}/second-step")
    assert world.browser().signs_in("Ana").status_code == 303


def test_secret_is_kept_sealed(world, browser):
    secret = set_up(world, browser)
    assert secret.encode() not in world.desk.accounts.find(browser.account.id).second_step


@pytest.mark.parametrize(("drift", "good"), [(0, True), (-30, True), (30, True), (-61, False), (61, False)])
def test_clock_of_the_phone_may_differ_by_a_step(drift, good):
    secret, now = pyotp.random_base32(), 1_800_000_015
    assert (step_of(secret, pyotp.TOTP(secret).at(now + drift), now) is not None) is good


@pytest.mark.parametrize("code", ["", "x", "12345", "1234567", "١٢٣٤٥٦", "é" * 6])
def test_what_is_no_code_is_wrong(code):
    assert step_of(pyotp.random_base32(), code, 1_800_000_000) is None


def test_other_sessions_can_be_ended(world, browser):
    elsewhere = world.signed_in("editor", name="Ana")
    assert browser.get("/myself").text.count("vista por última vez") == 2
    browser.send("/myself/sessions/end")

    assert "Sesiones cerradas: 1." in browser.get("/myself").text
    assert browser.get("/").status_code == 200 and elsewhere.get("/").status_code == 303


def test_language_is_kept_with_the_account_and_the_page_stays(world, browser):
    response = browser.send("/language", language="eu", back="/myself?x=1")
    assert response.headers["location"] == "/console/myself?x=1"
    assert '<html lang="eu" dir="ltr">' in browser.get("/", headers={"accept-language": "en"}).text
    assert '<html lang="eu"' in world.signed_in("editor", name="Ana").get("/").text
    browser.send("/language", language="tlh")
    assert '<html lang="eu"' in browser.get("/").text


def test_before_signing_in_the_page_listens_to_the_address_and_the_browser(world):
    stranger = world.browser()
    assert '<html lang="en"' in stranger.get("/sign-in", headers={"accept-language": "en-GB, es;q=0.5"}).text
    assert '<html lang="eu"' in stranger.get("/sign-in?language=eu", headers={"accept-language": "en"}).text
    assert '<html lang="es"' in stranger.get("/sign-in", headers={"accept-language": "tlh"}).text
