"""For admins: people, and the trail of what everybody did."""

import re
from html import escape

import pytest

from console.accounts import Role
from console.audit import COMMAND_LINE
from tests.unit.console.world import field_of

HOSTILE = "<script>alert(1)</script> \"'&"


@pytest.fixture
def admin(world):
    return world.signed_in("admin", name="Root")


def acts(world) -> list[tuple[str, str]]:
    return [(row.deed.account_id, row.deed.act) for row in world.desk.audit.latest(50)]


def test_invited_person_gets_in_by_the_link_that_is_shown_once(world, admin):
    html = admin.send("/people/invite", page="/people/invite", name="Ben", role=["agent", "editor"]).text
    link = re.search(r'value="http://testserver/console(/link/[\w-]+)"', html)[1]
    guest = world.browser()
    guest.send(link, page=link, password="umbrella kettle fourteen", again="umbrella kettle fourteen")
    ben = world.desk.accounts.named("Ben")

    assert ben.roles == {Role.AGENT, Role.EDITOR} and ben.open
    assert link.removeprefix("/link/") not in admin.get("/people").text + admin.get(f"/people/{ben.id}").text
    assert acts(world)[:2] == [(ben.id, "choose_password"), (admin.account.id, "invite")]


@pytest.mark.parametrize(
    ("name", "role", "words"),
    [
        ("root", ["agent"], "Ya hay una cuenta"),
        ("", ["agent"], "Falta un nombre"),
        ("Ben", [], "Falta un nombre"),
        ("Ben", ["king"], "Falta un nombre"),
        ("x" * 61, ["agent"], "Falta un nombre"),
        ("a\u202eb", ["agent"], "Falta un nombre"),
    ],
)
def test_invitation_that_cannot_be_made_says_why_and_keeps_what_was_typed(world, admin, name, role, words):
    response = admin.send("/people/invite", page="/people/invite", name=name, role=role)

    assert response.status_code == 422 and words in response.text
    assert field_of(response.text, "name") == name
    assert [account.name for account in world.desk.accounts.all()] == ["Root"]


def test_hostile_name_stays_text_on_every_page(world, admin):
    html = admin.send("/people/invite", page="/people/invite", name=HOSTILE, role=["admin"]).text
    account = world.desk.accounts.named(HOSTILE)
    link = re.search(r"/console(/link/[\w-]+)", html)[1]
    pages = [html, world.browser().get(link).text, *(admin.get(path).text for path in ("/people", f"/people/{account.id}", "/trail"))]
    world.desk.own.set_password(account, "umbrella kettle fourteen")
    own = world.browser()
    own.signs_in(HOSTILE)
    pages += [own.get(path).text for path in ("/", "/myself", "/myself/second-step")]
    pages.append(admin.get("/people", params={"name": HOSTILE}).text)

    for page in pages:
        assert "<script>alert" not in page
        assert escape(HOSTILE).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in page


def test_roles_hold_from_the_next_page_on(world, admin):
    editor = world.signed_in("editor", name="Ben")
    assert editor.get("/people").status_code == 403
    response = admin.send(f"/people/{editor.account.id}/roles", role=["admin", "editor"])
    assert response.headers["location"] == f"/console/people/{editor.account.id}"
    assert "Guardado: las funciones de Ben." in admin.get(f"/people/{editor.account.id}").text

    assert editor.get("/people").status_code == 200
    assert acts(world)[0] == (admin.account.id, "give_roles")


@pytest.mark.parametrize(("path", "form"), [("roles", {"role": ["editor"]}), ("lock", {})])
def test_last_admin_stays(world, admin, path, form):
    response = admin.send(f"/people/{admin.account.id}/{path}", **form)
    assert response.status_code == 422 and "Es la última cuenta de administración" in response.text
    world.account("admin", name="Second")
    assert admin.send(f"/people/{admin.account.id}/{path}", **form).status_code == 303


def test_locked_account_can_be_opened_again(world, admin):
    editor = world.signed_in("editor", name="Ben")
    admin.send(f"/people/{editor.account.id}/lock")
    assert editor.get("/").status_code == 303 and world.browser().signs_in("Ben").status_code == 422
    assert admin.send(f"/people/{editor.account.id}/link").status_code == 422 or "Cerrada" in admin.get("/people").text
    admin.send(f"/people/{editor.account.id}/unlock")

    assert world.browser().signs_in("Ben").status_code == 303
    assert [act for _, act in acts(world)][:3] == ["sign_in", "unlock_account", "lock_account"]


def test_list_is_filtered_by_name_and_role(world, admin):
    world.account("editor", name="Ben")
    world.account("agent", name="Eva")
    shown = {
        query: set(re.findall(r"<bdi>(Root|Ben|Eva)</bdi></a></th>", admin.get(f"/people{query}").text))
        for query in ("", "?name=e", "?role=agent", "?name=zzz")
    }

    assert shown == {"": {"Root", "Ben", "Eva"}, "?name=e": {"Ben", "Eva"}, "?role=agent": {"Eva"}, "?name=zzz": set()}
    assert "Nadie coincide" in admin.get("/people?name=zzz").text


@pytest.mark.parametrize("path", ["/people/nobody", "/people/%00", "/people/é"])
def test_unknown_person_is_not_found(admin, path):
    response = admin.get(path)
    assert response.status_code == 404 and "Esta página no existe" in response.text
    assert "Personas" in response.text, "the rail stays"


def test_trail_names_people_and_acts_and_is_checked(world, admin):
    world.desk.people.invite("Ben", frozenset({Role.AGENT}), by=None)
    html = admin.get("/trail").text
    assert "quien lleva el servidor" in html and "invitó" in html and "cuenta Ben" in html and COMMAND_LINE not in html

    admin.send("/trail/check")
    assert f"Líneas comprobadas: {len(acts(world))}." in admin.get("/trail").text
    rows = world.kept.audit._rows
    rows[1] = rows[2]
    admin.send("/trail/check")
    assert "La línea 2 no encaja" in admin.get("/trail").text


def test_long_trail_comes_in_pages(world, admin):
    for _ in range(60):
        world.desk.people.unlock(admin.account, by=None)
    first = admin.get("/trail").text
    older = re.search(r'href="/console(/trail\?before=\d+)"', first)[1]
    rows = [page.count('<tr><th scope="row">') for page in (first, admin.get(older).text)]

    assert rows == [50, 13], "60 acts, two accounts' beginnings and one signing in"
    assert admin.get("/trail?before=x").status_code == 422
