"""Who may do what: one table, one function, and every page and act goes through it."""

from enum import StrEnum

from bot.errors import NotAllowed
from console.accounts import Account, Role

_EDITOR, _REVIEWER, _AGENT, _MEDIATOR, _ADMIN = Role.EDITOR, Role.REVIEWER, Role.AGENT, Role.MEDIATOR, Role.ADMIN
_ALL = frozenset(Role)


class Act(StrEnum):
    """What staff can do. The value stands in the audit trail: it is never changed once it was used."""

    SEE_HOME = "see_home"
    OWN_ACCOUNT = "own_account"
    MANAGE_PEOPLE = "manage_people"
    SEE_AUDIT = "see_audit"

    SEE_TODAY = "see_today"
    SEE_KNOWLEDGE = "see_knowledge"
    WRITE_ENTRY = "write_entry"
    PUBLISH_ENTRY = "publish_entry"
    CONFIRM_ENTRY = "confirm_entry"
    WITHDRAW_ENTRY = "withdraw_entry"
    WRITE_SERVICE = "write_service"
    PUBLISH_SERVICE = "publish_service"
    EXCHANGE_TRANSLATIONS = "exchange_translations"
    EXPORT_FILES = "export_files"
    IMPORT_FILES = "import_files"

    LOOK_UP_RUMOUR = "look_up_rumour"
    REPORT_HEARD = "report_heard"
    SEE_RADAR = "see_radar"
    WRITE_RUMOUR = "write_rumour"
    PUBLISH_RUMOUR = "publish_rumour"
    LINK_AGENT = "link_agent"
    PRACTISE = "practise"

    SEE_INSIGHTS = "see_insights"
    ANSWER_PEOPLE = "answer_people"
    SEE_SETTINGS = "see_settings"
    CHANGE_SETTINGS = "change_settings"


ALLOWED: dict[Act, frozenset[Role]] = {
    Act.SEE_HOME: _ALL,
    Act.OWN_ACCOUNT: _ALL,
    Act.MANAGE_PEOPLE: frozenset({_ADMIN}),
    Act.SEE_AUDIT: frozenset({_ADMIN}),
    Act.SEE_TODAY: frozenset({_EDITOR, _REVIEWER, _MEDIATOR, _ADMIN}),
    Act.SEE_KNOWLEDGE: _ALL,
    Act.WRITE_ENTRY: frozenset({_EDITOR, _REVIEWER}),
    Act.PUBLISH_ENTRY: frozenset({_REVIEWER}),
    Act.CONFIRM_ENTRY: frozenset({_REVIEWER}),
    Act.WITHDRAW_ENTRY: frozenset({_REVIEWER}),
    Act.WRITE_SERVICE: frozenset({_EDITOR, _REVIEWER}),
    Act.PUBLISH_SERVICE: frozenset({_REVIEWER}),
    Act.EXCHANGE_TRANSLATIONS: frozenset({_EDITOR, _REVIEWER}),
    Act.EXPORT_FILES: frozenset({_REVIEWER, _ADMIN}),
    Act.IMPORT_FILES: frozenset({_ADMIN}),
    Act.LOOK_UP_RUMOUR: _ALL,
    Act.REPORT_HEARD: frozenset({_AGENT, _EDITOR, _REVIEWER, _MEDIATOR}),
    Act.SEE_RADAR: frozenset({_AGENT, _EDITOR, _REVIEWER, _ADMIN}),
    Act.WRITE_RUMOUR: frozenset({_EDITOR, _REVIEWER}),
    Act.PUBLISH_RUMOUR: frozenset({_REVIEWER}),
    Act.LINK_AGENT: frozenset({_AGENT, _ADMIN}),
    Act.PRACTISE: _ALL,
    Act.SEE_INSIGHTS: frozenset({_EDITOR, _REVIEWER, _MEDIATOR, _ADMIN}),
    Act.ANSWER_PEOPLE: frozenset({_MEDIATOR}),
    Act.SEE_SETTINGS: frozenset({_REVIEWER, _ADMIN}),
    Act.CHANGE_SETTINGS: frozenset({_ADMIN}),
}


def may(account: Account, act: Act) -> bool:
    """Locked accounts may nothing."""
    return not account.locked and not account.roles.isdisjoint(ALLOWED[act])


def require(account: Account, act: Act) -> None:
    """Raises NotAllowed."""
    if not may(account, act):
        raise NotAllowed(f"not for your role: {act}")
