"""The audit trail in memory, on SQLite and on PostgreSQL: it only grows, and what was changed behind its back is found."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from bot.sealing import Sealer
from bot.storage.database import transaction
from console.audit import FIRST, AuditTrail, Checked, Deed
from console.storage.audit import SqlAudit


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def trail_on(store) -> AuditTrail:
    return AuditTrail(store, Sealer(b"secret", "audit"), Clock())


def fill(trail: AuditTrail, count: int = 5) -> AuditTrail:
    for number in range(count):
        trail.record(Deed("a1", "publish_entry", "entry", f"padron-{number % 2}", number or None))
    return trail


def test_empty_trail_is_whole(kept):
    assert trail_on(kept.audit).check() == Checked(0, FIRST)


def test_every_row_stands_on_the_one_before(kept):
    trail = fill(trail_on(kept.audit))
    rows = kept.audit.after(0, 10)

    assert [row.position for row in rows] == [1, 2, 3, 4, 5]
    assert [row.previous for row in rows] == [FIRST, *(row.digest for row in rows[:-1])]
    assert len({row.digest for row in rows}) == 5
    assert rows[1].deed == Deed("a1", "publish_entry", "entry", "padron-1", 1) and rows[0].deed.version is None
    assert trail.check() == Checked(5, rows[-1].digest)


def test_rows_are_read_from_both_ends_and_by_what_they_are_about(kept):
    trail = fill(trail_on(kept.audit))

    assert [row.position for row in kept.audit.after(2, 2)] == [3, 4]
    assert [row.position for row in trail.latest(2)] == [5, 4]
    assert [row.position for row in trail.latest(2, before=4)] == [3, 2]
    assert [row.position for row in trail.about("entry", "padron-1")] == [4, 2]
    assert trail.about("rumour", "padron-1") == []


def test_writers_at_once_make_one_chain(kept):
    trail = trail_on(kept.audit)
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda n: trail.record(Deed(f"a{n}", "sign_in", "account", f"a{n}")), range(30)))

    assert trail.check().rows == 30 and trail.check().broken_at is None


def test_other_secret_finds_the_first_row_broken_and_may_begin_behind_it(kept):
    trail = fill(trail_on(kept.audit), 3)
    later = AuditTrail(kept.audit, Sealer(b"another", "audit"), Clock())
    fill(later, 2)

    assert later.check() == Checked(0, FIRST, 1)
    assert later.check(since=4).rows == 2 and later.check(since=4).broken_at is None
    assert trail.check().broken_at == 4


@pytest.mark.parametrize("statement", ["UPDATE audit_row SET act = 'x' WHERE position = 2", "DELETE FROM audit_row WHERE position = 5"])
def test_database_refuses_to_change_or_remove_a_row(engine, statement):
    trail = fill(trail_on(SqlAudit(engine)))
    with pytest.raises(DatabaseError, match="only grows"), transaction(engine) as connection:
        connection.execute(text(statement))
    assert trail.check().rows == 5


TAMPERING = {
    "an act": ("UPDATE audit_row SET act = 'sign_in' WHERE position = 3", 3),
    "who": ("UPDATE audit_row SET account_id = 'b2' WHERE position = 1", 1),
    "the time": ("UPDATE audit_row SET at = at + 1 WHERE position = 5", 5),
    "a version": ("UPDATE audit_row SET version = 9 WHERE position = 2", 2),
    "a row gone": ("DELETE FROM audit_row WHERE position = 2", 2),
    "the first gone": ("DELETE FROM audit_row WHERE position = 1", 1),
    "a row from elsewhere": ("UPDATE audit_row SET digest = previous, previous = digest WHERE position = 4", 4),
}


@pytest.mark.parametrize(("statement", "position"), TAMPERING.values(), ids=TAMPERING)
def test_who_takes_the_guard_away_is_found_by_the_check(engine, statement, position):
    trail = fill(trail_on(SqlAudit(engine)))
    drop = {"sqlite": ["DROP TRIGGER audit_row_update", "DROP TRIGGER audit_row_delete"]}
    drop["postgresql"] = ["DROP TRIGGER audit_row_only_grows ON audit_row"]
    with transaction(engine) as connection:
        for line in [*drop[engine.dialect.name], statement]:
            connection.execute(text(line))

    assert trail.check().broken_at == position


@pytest.mark.parametrize(
    ("act", "kind", "object_id"),
    [
        ("Sign in", "account", "a"),
        ("", "account", "a"),
        ("sign_in", "an account", "a"),
        ("sign_in", "account", "what somebody wrote"),
        ("sign_in", "account", ""),
    ],
)
def test_no_text_comes_into_the_trail(act, kind, object_id):
    with pytest.raises(ValueError):
        Deed("a1", act, kind, object_id)
