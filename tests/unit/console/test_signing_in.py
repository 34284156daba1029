"""The way in: passwords, guesses, sessions, and what the pages give away."""

import re
from dataclasses import replace

import pytest
from argon2 import PasswordHasher

from console.passwords import Passwords, faults_of
from console.sessions import digest_of
from console.sign_in import Wait, WrongSignIn, wait_after
from tests.unit.console.world import FROM_OUR_PAGE, PASSWORD, QUICK, TERMS, World

WRONG = "another kettle fourteen"


class CountingPasswords(Passwords):
    """Counts how often a hash was really computed."""

    def __init__(self):
        super().__init__(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.verified = 0

    def _verify(self, kept, given):
        self.verified += 1
        return super()._verify(kept, given)


def test_right_name_and_password_open_the_console(world):
    world.account("editor", name="Ana")
    browser = world.browser()
    assert browser.get("/").headers["location"] == "/console/sign-in"
    response = browser.signs_in(" ANA ")

    assert (response.status_code, response.headers["location"]) == (303, "/console/")
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    ("name", "password"), [("Ana", WRONG), ("Ana", ""), ("Nobody", PASSWORD), ("", ""), ("Ana\x00", WRONG), ("x" * 5000, "y" * 5000)]
)
def test_wrong_sign_in_says_the_same_whatever_was_wrong(world, name, password):
    world.account("editor", name="Ana")
    browser = world.browser()
    response = browser.signs_in(name, password)

    assert response.status_code == 422
    assert world.browser().get("/sign-in").text.count("<form") == response.text.count("<form")
    assert (
        re.search(r'class="trouble".*?<p>(.*?)</p>', response.text)[1]
        == "El nombre, la contraseña o el código no son correctos. Míralos y prueba otra vez."
    )
    assert browser.session == ""
    assert PASSWORD not in response.text and WRONG not in response.text


def test_unknown_name_costs_as_many_hashes_as_a_known_one(world):
    passwords = CountingPasswords()
    sign_in = replace(world.desk.sign_in, passwords=passwords)
    world.account("editor", name="Ana")
    invited, _ = world.desk.people.invite("Ben", frozenset({"agent"}), by=None)
    for name in ("Ana", "Nobody", "Ben"):
        before = passwords.verified
        with pytest.raises(WrongSignIn):
            sign_in.sign_in(name, WRONG)
        assert passwords.verified == before + 1, name


def test_invited_account_has_no_password_that_fits(world):
    world.desk.people.invite("Ben", frozenset({"agent"}), by=None)
    for guess in ("", "nobody has this password"):
        with pytest.raises(WrongSignIn):
            world.desk.sign_in.sign_in("Ben", guess)


def test_waits_grow_from_none_to_a_quarter_of_an_hour():
    assert [wait_after(n) for n in range(13)] == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]
    assert wait_after(10_000) == 900


@pytest.mark.parametrize("name", ["Ana", "Nobody"])
def test_who_guesses_must_wait_and_the_right_password_does_not_help_meanwhile(world, name):
    world.account("editor", name="Ana")
    browser = world.browser()
    for _ in range(5):
        assert browser.signs_in(name, WRONG).status_code == 422
    response = browser.signs_in(name, PASSWORD)
    assert response.status_code == 429 and "Demasiados intentos" in response.text and browser.session == ""

    world.clock.now += 31
    assert browser.signs_in(name, PASSWORD).status_code == (303 if name == "Ana" else 422)


def test_guesses_of_one_name_do_not_lock_another_and_a_right_one_clears(world):
    world.account("editor", name="Ana")
    world.account("editor", name="Ben")
    browser = world.browser()
    for _ in range(4):
        browser.signs_in("Ana", WRONG)
    assert browser.signs_in("Ana").status_code == 303
    for _ in range(5):
        browser.signs_in("Ana", WRONG)

    assert browser.signs_in("Ana", WRONG).status_code == 429
    assert world.browser().signs_in("Ben").status_code == 303


def test_brute_force_gets_few_guesses_in_a_day(world):
    world.account("editor", name="Ana")
    tried = 0
    for _ in range(24 * 60):
        world.clock.now += 60
        try:
            world.desk.sign_in.sign_in("Ana", WRONG)
        except WrongSignIn:
            tried += 1
        except Wait:
            continue

    assert 5 < tried < 120


def test_name_of_who_failed_is_kept_nowhere(world):
    world.account("editor")
    rows = world.kept.audit.latest(10)
    world.browser().signs_in("Somebody Private", WRONG)
    assert "private" not in repr(vars(world.kept.attempts)).casefold()
    assert world.kept.audit.latest(10) == rows


def test_session_gets_a_new_token_at_sign_in_and_the_old_one_ends(world):
    world.account("editor", name="Ana")
    browser = world.browser()
    browser.client.cookies.set("harrera_session", "chosen-by-somebody-else", "testserver.local", "/console")
    browser.signs_in("Ana")
    first = browser.session
    assert first and first != "chosen-by-somebody-else"
    assert world.desk.sessions.find("chosen-by-somebody-else") is None

    browser.signs_in("Ana")
    assert browser.session not in ("", first)
    assert world.desk.sessions.find(first) is None


def test_cookie_is_for_the_console_alone_and_no_script_reads_it(world):
    world.account("editor", name="Ana")
    cookies = world.browser().signs_in("Ana").headers.get_list("set-cookie")
    (own,) = [cookie for cookie in cookies if cookie.startswith("harrera_session=")]

    assert re.fullmatch(r"harrera_session=[\w-]{43}; HttpOnly; Path=/console; SameSite=lax", own)


@pytest.mark.parametrize(("always", "address"), [(True, "http://testserver"), (False, "https://testserver")])
def test_cookie_is_secure_over_https_and_in_production(always, address):
    world = World(always_secure=always)
    world.account("editor", name="Ana")
    page = world.browser("https://testserver").get("/sign-in")
    cookies = page.headers.get_list("set-cookie")

    assert cookies and all(cookie.startswith("__Secure-") and "; Secure" in cookie for cookie in cookies)
    assert page.headers["strict-transport-security"] == "max-age=31536000"
    assert "; Secure" in world.browser(address).get("/sign-in").headers["set-cookie"]


def test_token_in_the_cookie_is_not_what_is_kept(world):
    browser = world.signed_in("editor")
    assert browser.session not in repr(vars(world.kept.sessions))
    assert world.kept.sessions.find(digest_of(browser.session)).account_id == browser.account.id


def test_session_ends_after_rest_and_after_its_whole_time(world):
    browser = world.signed_in("editor")
    world.clock.now += TERMS.idle_seconds - 1
    assert browser.get("/").status_code == 200
    world.clock.now += TERMS.idle_seconds
    assert browser.get("/").status_code == 303

    browser = world.signed_in("editor")
    for _ in range(int(TERMS.session_seconds / 3000) + 1):
        world.clock.now += 3000
        last = browser.get("/").status_code
    assert last == 303


def test_over_sessions_links_and_attempts_are_swept_away(world):
    world.signed_in("editor")
    world.desk.people.invite("Ben", frozenset({"agent"}), by=None)
    world.browser().signs_in("Nobody", WRONG)
    world.clock.now += 2 * TERMS.session_seconds
    world.desk.expire()

    assert [vars(kept) for kept in (world.kept.sessions, world.kept.links, world.kept.attempts)] == [
        {"_sessions": {}},
        {"_links": {}},
        {"_attempts": {}},
    ]


def test_signing_out_ends_the_session_for_good(world):
    browser = world.signed_in("editor")
    token = browser.session
    response = browser.send("/sign-out")

    assert response.headers["location"] == "/console/sign-in"
    assert "Has salido." in browser.get("/sign-in").text
    browser.client.cookies.set("harrera_session", token, "testserver.local", "/console")
    assert browser.get("/").status_code == 303


def test_locked_account_is_out_at_once_and_cannot_come_back(world):
    browser = world.signed_in("editor", name="Ana")
    world.account("admin")
    world.desk.people.lock(browser.account, by=None)

    assert browser.get("/").status_code == 303
    assert world.browser().signs_in("Ana").status_code == 422


def test_signed_in_goes_where_they_wanted(world):
    world.account("admin", name="Ana")
    browser = world.browser()
    where = browser.get("/people?name=a b&role=agent").headers["location"]
    assert where == "/console/sign-in?next=%2Fpeople%3Fname%3Da%2520b%26role%3Dagent"
    html = browser.get(where.removeprefix("/console")).text
    wanted = re.search(r'name="next" value="([^"]*)"', html)[1].replace("&amp;", "&")

    assert browser.signs_in("Ana", next=wanted).headers["location"] == "/console/people?name=a%20b&role=agent"


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/\r\nset-cookie: a=b", "/../", "/" + "x" * 600, ""]
)
def test_nobody_is_sent_to_another_site(world, wanted):
    world.account("admin", name="Ana")
    assert world.browser().signs_in("Ana", next=wanted).headers["location"] == "/console/"
    assert 'name="next" value="/"' in world.browser().get("/sign-in", params={"next": wanted}).text


def test_without_any_account_the_page_says_how_to_make_one(world):
    html = world.browser().get("/sign-in").text
    assert "harrera users add NAME --role admin" in html and '<form method="post"' not in html
    world.account("admin")
    assert "harrera users add" not in world.browser().get("/sign-in").text


@pytest.mark.parametrize(
    ("password", "faults"),
    [
        (PASSWORD, []),
        ("short", ["too_short", "too_even"]),
        ("a" * 20, ["too_even"]),
        ("x" * 190 + "abcdefghijklm", ["too_long"]),
        ("ana lopez is my name", ["has_name"]),
        ("ANA  LOPEZ is my name", ["has_name"]),
        ("العربية كلمة سر طويلة", []),
    ],
)
def test_new_password_is_long_varied_and_without_the_name(password, faults):
    assert faults_of(password, "Ana López".replace("ó", "o")) == faults


def test_passwords_are_argon2_and_today_s_parameters_take_over(world):
    account = world.account("editor", name="Ana")
    assert account.password.startswith("$argon2id$")
    newer = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    replace(world.desk.sign_in, passwords=newer).sign_in("Ana", PASSWORD)

    again = world.desk.accounts.find(account.id).password
    assert "m=16,t=2" in again and not newer.is_old(again) and QUICK.is_old(again)
    assert Passwords().hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3")


def test_hidden_things_do_not_show_in_a_repr(world):
    account = world.account("editor")
    assert account.password not in repr(account)
    assert world.browser().post("/sign-in", {"name": "Ana"}, FROM_OUR_PAGE).status_code == 419
