"""Who may do what, written down a second time: a change of the table is a change here too."""

import pytest

from bot.errors import NotAllowed
from console.accounts import Account, Role
from console.permissions import ALLOWED, Act, may, require

EXPECTED = """
                       editor  reviewer  agent  mediator  admin
see_home               yes     yes       yes    yes       yes
own_account            yes     yes       yes    yes       yes
manage_people          -       -         -      -         yes
see_audit              -       -         -      -         yes
see_today              yes     yes       -      yes       yes
see_knowledge          yes     yes       yes    yes       yes
write_entry            yes     yes       -      -         -
publish_entry          -       yes       -      -         -
confirm_entry          -       yes       -      -         -
withdraw_entry         -       yes       -      -         -
write_service          yes     yes       -      -         -
publish_service        -       yes       -      -         -
exchange_translations  yes     yes       -      -         -
export_files           -       yes       -      -         yes
import_files           -       -         -      -         yes
look_up_rumour         yes     yes       yes    yes       yes
report_heard           yes     yes       yes    yes       -
see_radar              yes     yes       yes    -         yes
write_rumour           yes     yes       -      -         -
publish_rumour         -       yes       -      -         -
link_agent             -       -         yes    -         yes
practise               yes     yes       yes    yes       yes
see_insights           yes     yes       -      yes       yes
answer_people          -       -         -      yes       -
see_settings           -       yes       -      -         yes
change_settings        -       -         -      -         yes
"""
HEAD, *LINES = [line.split() for line in EXPECTED.strip().splitlines()]
TABLE = {(act, role): word == "yes" for act, *words in LINES for role, word in zip(HEAD, words, strict=True)}


def account(*roles: Role, locked: bool = False) -> Account:
    return Account("1", "Ana", frozenset(roles), 0, password="x", locked=locked)


def test_table_has_every_act_and_role():
    assert {act for act, _ in TABLE} == set(Act) == set(ALLOWED)
    assert {role for _, role in TABLE} == set(Role)


@pytest.mark.parametrize(("act", "role"), TABLE)
def test_role_may_do_what_the_table_says(act, role):
    somebody = account(Role(role))

    assert may(somebody, Act(act)) is TABLE[act, role]
    if TABLE[act, role]:
        require(somebody, Act(act))
    else:
        with pytest.raises(NotAllowed):
            require(somebody, Act(act))


@pytest.mark.parametrize("act", Act)
def test_several_roles_may_do_what_one_of_them_may(act):
    for one in Role:
        for other in Role:
            assert may(account(one, other), act) is (may(account(one), act) or may(account(other), act))


@pytest.mark.parametrize("act", Act)
def test_nobody_without_a_role_and_no_locked_account_may_anything(act):
    assert not may(account(), act)
    assert not may(account(*Role, locked=True), act)
