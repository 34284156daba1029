"""For admins: who works here, inviting, roles, locking, a new link, taking the second step away."""

from collections.abc import Callable

from fastapi import APIRouter, Response

from bot.errors import BadInput, NotFound
from bot.mail import MailNotSent
from console.accounts import Account, Role, read_roles
from console.frame import ROOT
from console.frame.doors import allowed
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.managing import LastAdmin
from console.permissions import Act
from console.storage.accounts import NameTaken

_ADMIN = Act.MANAGE_PEOPLE


def people_section() -> Section:
    router = APIRouter(prefix="/people")

    @router.get("")
    def people(staff: Staff = allowed(_ADMIN)) -> Response:
        return staff.page("people/list.html", people=_shown(staff), roles=list(Role))

    @router.get("/invite")
    def invite_page(staff: Staff = allowed(_ADMIN)) -> Response:
        return _invite(staff)

    @router.post("/invite")
    def invite(staff: Staff = allowed(_ADMIN)) -> Response:
        if _mail_is_wrong(staff):
            return _invite(staff, staff.say("people.mail.wrong"), 422)
        try:
            account, token = staff.desk.people.invite(staff.form.get("name"), read_roles(staff.form.all("role")), staff.account)
        except NameTaken as taken:
            return _invite(staff, staff.say("people.taken"), taken.status)
        except BadInput:
            return _invite(staff, staff.say("people.name_and_role"), 422)
        return _link(staff, account, token)

    @router.get("/{account_id}")
    def person(account_id: str, staff: Staff = allowed(_ADMIN)) -> Response:
        return _person(staff, _account(staff, account_id))

    @router.post("/{account_id}/link")
    def link(account_id: str, staff: Staff = allowed(_ADMIN)) -> Response:
        account = _account(staff, account_id)
        if _mail_is_wrong(staff):
            return _person(staff, account, staff.say("people.mail.wrong"), 422)
        return _link(staff, account, staff.desk.people.reset(account, staff.account))

    @router.post("/{account_id}/roles")
    def roles(account_id: str, staff: Staff = allowed(_ADMIN)) -> Response:
        wanted = staff.form.all("role")
        return _change(staff, account_id, "roles_given", lambda account, by: staff.desk.people.give_roles(account, read_roles(wanted), by))

    @router.post("/{account_id}/lock")
    def lock(account_id: str, staff: Staff = allowed(_ADMIN)) -> Response:
        return _change(staff, account_id, "locked", staff.desk.people.lock)

    @router.post("/{account_id}/unlock")
    def unlock(account_id: str, staff: Staff = allowed(_ADMIN)) -> Response:
        return _change(staff, account_id, "unlocked", staff.desk.people.unlock)

    @router.post("/{account_id}/second-step")
    def second_step(account_id: str, staff: Staff = allowed(_ADMIN)) -> Response:
        return _change(staff, account_id, "second_step_gone", staff.desk.people.drop_second_step)

    return Section("people", router, (Place("people", "people", "/people", _ADMIN),))


def _account(staff: Staff, account_id: str) -> Account:
    account = staff.desk.accounts.find(account_id)
    if account is None:
        raise NotFound("no such account")
    return account


def _change(staff: Staff, account_id: str, said: str, deed: Callable[[Account, Account], object]) -> Response:
    """Do it and come back to the person's page, where it is said; or the page says why it cannot be."""
    account = _account(staff, account_id)
    try:
        deed(account, staff.account)
    except LastAdmin as last:
        return _person(staff, account, staff.say("people.last_admin"), last.status)
    except BadInput as bad:
        return _person(staff, account, staff.say("people.one_role"), bad.status)
    return staff.goes_to(f"/people/{account.id}", f"people.said.{said}", name=account.name)


def _shown(staff: Staff) -> list[tuple[Account, str]]:
    """(account, word of its state), filtered by the query's `name` and `role`."""
    query = staff.request.query_params
    name, role = query.get("name", "").casefold(), query.get("role", "")
    found = [one for one in staff.desk.accounts.all() if name in one.name.casefold() and (not role or role in one.roles)]
    return [(account, _state(staff, account)) for account in found]


def _state(staff: Staff, account: Account) -> str:
    if account.locked:
        return "locked"
    if account.password:
        return "active"
    return "invited" if staff.desk.links.waits_for(account) else "no_link"


def _invite(staff: Staff, trouble: str = "", status: int = 200) -> Response:
    chosen, name = staff.form.all("role"), staff.form.get("name")
    return staff.page("people/invite.html", status, roles=list(Role), chosen=chosen, name=name, trouble=trouble)


def _person(staff: Staff, account: Account, trouble: str = "", status: int = 200) -> Response:
    values = {"state": _state(staff, account), "sessions": len(staff.desk.sessions.of(account)), "roles": list(Role), "trouble": trouble}
    return staff.page("people/person.html", status, person=account, **values)


def _link(staff: Staff, account: Account, token: str) -> Response:
    """The only page that ever shows the link; or the link went by mail, and nobody here sees it."""
    address = f"{str(staff.request.base_url).removesuffix('/').removesuffix(ROOT)}{ROOT}/link/{token}"
    to = staff.form.get("mail").strip() if staff.desk.mail else ""
    sent = bool(to) and _sent(staff, account, to, address)
    return staff.page("people/link.html", person=account, address="" if sent else address, to=to)


def _mail_is_wrong(staff: Staff) -> bool:
    """A mail address was typed that is none: looked at before anything is made."""
    try:
        return bool(staff.desk.mail and staff.form.get("mail").strip() and not staff.desk.mail.check(staff.form.get("mail")))
    except BadInput:
        return True


def _sent(staff: Staff, account: Account, to: str, address: str) -> bool:
    hours = round(staff.desk.links.seconds / 3600)
    body = staff.say("people.mail.body", name=account.name, address=address, hours=hours)
    try:
        staff.desk.mail.send(to, staff.say("people.mail.subject"), body)
    except MailNotSent:
        return False
    staff.did("mail_link", "account", account.id)
    return True
