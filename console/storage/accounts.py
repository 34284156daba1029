"""Accounts: found by id or by name, changed field by field so that two changes at once both stay."""

from dataclasses import replace
from typing import Any, Protocol

from sqlalchemy import Engine, RowMapping, select, update
from sqlalchemy.exc import IntegrityError

from bot.errors import BadInput, NotFound
from bot.storage.database import reading, transaction
from console.accounts import Account, Role, name_key
from console.tables import account as table


class NameTaken(BadInput):
    code = "name_taken"
    status = 422


class AccountStore(Protocol):
    """Accounts are never removed: the audit trail names them. They are locked."""

    def add(self, account: Account) -> None:
        """Raises NameTaken when a name that people would take for the same is there."""

    def find(self, account_id: str) -> Account | None: ...

    def named(self, name: str) -> Account | None:
        """Case and spaces do not matter."""

    def all(self) -> list[Account]:
        """By name."""

    def change(self, account_id: str, **fields: Any) -> Account:
        """The account with other `roles`, `language`, `password`, `second_step` or `locked`. Raises NotFound."""

    def use_step(self, account_id: str, step: int) -> bool:
        """True for the first call with a step of time; False for the same step or an earlier one: a code is good once."""


class MemoryAccounts:
    """In this process, for tests and trials."""

    def __init__(self):
        self._accounts: dict[str, Account] = {}
        self._steps: dict[str, int] = {}

    def add(self, account: Account) -> None:
        if self.named(account.name):
            raise NameTaken("there is an account of that name")
        self._accounts[account.id] = account

    def find(self, account_id: str) -> Account | None:
        return self._accounts.get(account_id)

    def named(self, name: str) -> Account | None:
        return next((account for account in self._accounts.values() if name_key(account.name) == name_key(name)), None)

    def all(self) -> list[Account]:
        return sorted(self._accounts.values(), key=lambda account: name_key(account.name))

    def change(self, account_id: str, **fields: Any) -> Account:
        if account_id not in self._accounts:
            raise NotFound("no such account")
        self._accounts[account_id] = replace(self._accounts[account_id], **fields)
        return self._accounts[account_id]

    def use_step(self, account_id: str, step: int) -> bool:
        fresh = step > self._steps.get(account_id, 0)
        self._steps[account_id] = max(step, self._steps.get(account_id, 0))
        return fresh


class SqlAccounts:
    """In the database of `engine`."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def add(self, account: Account) -> None:
        row = _stored({name: getattr(account, name) for name in Account.__slots__})
        try:
            with transaction(self._engine) as connection:
                connection.execute(table.insert().values(**row, name_key=name_key(account.name), last_step=0))
        except IntegrityError:
            raise NameTaken("there is an account of that name") from None

    def find(self, account_id: str) -> Account | None:
        return self._one(table.c.id == account_id)

    def named(self, name: str) -> Account | None:
        return self._one(table.c.name_key == name_key(name))

    def all(self) -> list[Account]:
        with reading(self._engine) as connection:
            found = [_account(row) for row in connection.execute(select(table)).mappings()]
        return sorted(found, key=lambda account: name_key(account.name))  # here, because databases sort by rules of their own

    def change(self, account_id: str, **fields: Any) -> Account:
        with transaction(self._engine) as connection:
            done = connection.execute(update(table).where(table.c.id == account_id).values(**_stored(fields)))
            if not done.rowcount:
                raise NotFound("no such account")
            return _account(connection.execute(select(table).where(table.c.id == account_id)).mappings().one())

    def use_step(self, account_id: str, step: int) -> bool:
        fresh = (table.c.id == account_id) & (table.c.last_step < step)
        with transaction(self._engine) as connection:
            return connection.execute(update(table).where(fresh).values(last_step=step)).rowcount == 1

    def _one(self, which) -> Account | None:
        with reading(self._engine) as connection:
            row = connection.execute(select(table).where(which)).mappings().first()
        return _account(row) if row else None


def _stored(fields: dict[str, Any]) -> dict[str, Any]:
    return fields | ({"roles": sorted(fields["roles"])} if "roles" in fields else {})


def _account(row: RowMapping) -> Account:
    fields = {name: row[name] for name in Account.__slots__}
    return Account(**fields | {"roles": frozenset(map(Role, row["roles"])), "second_step": bytes(row["second_step"])})
