"""Accounts in memory, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.errors import NotFound
from console.accounts import Account, Role
from console.storage.accounts import NameTaken

ODD = "Ümit <b>O'Neil</b> 王 علي 🙂"


def test_new_store_knows_nobody(kept):
    assert kept.accounts.all() == []
    assert kept.accounts.find("a1") is None and kept.accounts.named("Ana") is None


def test_account_comes_back_equal(kept):
    full = Account("x", ODD, frozenset(Role), 7, language="eu", password="hash", second_step=b"\x00sealed", locked=True)
    kept.accounts.add(full)

    assert kept.accounts.find("x") == full == kept.accounts.named(ODD)
    assert kept.accounts.all() == [full]


@pytest.mark.parametrize("name", ["ana", "ANA", " Ana ", "Ａｎａ"])
def test_name_is_found_as_people_write_it_and_taken_only_once(people, name):
    assert people.accounts.named(name).id == "a1"
    with pytest.raises(NameTaken):
        people.accounts.add(Account("c3", name, frozenset({Role.AGENT}), 7))
    assert len(people.accounts.all()) == 2


def test_accounts_come_by_name(people):
    people.accounts.add(Account("0", "aa", frozenset({Role.AGENT}), 7))
    assert [account.name for account in people.accounts.all()] == ["aa", "Ana", "Ben"]


def test_one_field_is_changed_and_the_others_stay(people):
    changed = people.accounts.change("b2", roles=frozenset({Role.REVIEWER}))
    assert changed == Account("b2", "Ben", frozenset({Role.REVIEWER}), 6)
    people.accounts.change("b2", locked=True)
    people.accounts.change("b2", second_step=b"s", password="p", language="en")

    assert people.accounts.find("b2") == Account("b2", "Ben", frozenset({Role.REVIEWER}), 6, "en", "p", b"s", True)
    assert people.accounts.find("a1") == Account("a1", "Ana", frozenset({Role.ADMIN}), 5)


def test_unknown_account_cannot_be_changed(people):
    with pytest.raises(NotFound):
        people.accounts.change("nobody", locked=True)


def test_code_is_good_once_and_an_older_one_never(people):
    assert people.accounts.use_step("a1", 100)
    assert not people.accounts.use_step("a1", 100) and not people.accounts.use_step("a1", 99)
    assert people.accounts.use_step("b2", 99) and people.accounts.use_step("a1", 101)


def test_of_many_with_one_code_only_one_gets_in(people):
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(lambda _: people.accounts.use_step("a1", 100), range(8))) == 1
