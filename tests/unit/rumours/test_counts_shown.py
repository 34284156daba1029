"""The radar shows nothing under five, and nothing from which that could be subtracted."""

from collections import Counter
from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as some

from bot.steps import LEAST, Bar, is_safe, shown
from rumours.counts_shown import WEEKS, heard_report
from rumours.radar import MemoryRadar, Sighting

TODAY = date(2026, 11, 22)  # a Sunday
THIS_WEEK = date(2026, 11, 16)


def radar_of(*heard: tuple[int, str, str, str, int]) -> MemoryRadar:
    """(weeks ago, district, category, rumour, how often)"""
    radar = MemoryRadar()
    for ago, district, category, rumour, n in heard:
        for _ in range(n):
            radar.record(Sighting("bilbao", THIS_WEEK - timedelta(weeks=ago), "bar", district, category, rumour))
    return radar


def test_counts_are_shown_in_steps_of_five():
    assert shown({"a": 0, "b": 4, "c": 5, "d": 9, "e": 10}) == (Bar("a", None), Bar("b", None), Bar("c", 5), Bar("d", 5), Bar("e", 10))


def test_sum_that_would_tell_small_counts_is_not_safe():
    """Five counts under five with a sum of twenty are all four."""
    alone = shown(dict.fromkeys("abcde", 4))
    assert not is_safe(20, [alone])
    assert not is_safe(15, [alone, shown({"x": 20})]), "another table tells the sum as well"
    assert is_safe(15, [shown({"a": 4, "b": 4, "c": 4, "d": 4}), shown({"x": 16})])


@settings(deadline=None)
@given(some.lists(some.tuples(some.sampled_from("abc"), some.sampled_from("xy"), some.integers(1, 9)), min_size=1, max_size=6))
def test_no_small_count_can_be_worked_out(heard):
    """Somebody who knows all that is shown, and our rule, still has two values or more for each count under five."""
    one, other = Counter(dict.fromkeys("abc", 0)), Counter(dict.fromkeys("xy", 0))
    for first, second, n in heard:
        one[first] += n
        other[second] += n
    total = sum(one.values()) // LEAST * LEAST
    tables = [shown(one), shown(other)]
    if not total or not is_safe(total, tables):
        return
    ways = [_ways(table) for table in tables]
    sums = set(range(total, total + LEAST)).intersection(*({sum(way) for way in found} for found in ways))
    for table, found in zip(tables, ways):
        possible = [way for way in found if sum(way) in sums]
        for position, bar in enumerate(table):
            assert bar.n is not None or len({way[position] for way in possible}) > 1


def _ways(table) -> list[tuple[int, ...]]:
    """All counts that would be shown as this table."""
    return list(product(*(range(bar.n or 0, (bar.n or 0) + LEAST) for bar in table)))


def test_report_counts_whole_weeks_only_and_twelve_of_them():
    radar = radar_of((0, "rekalde", "ayudas", "rgi", 50), (1, "rekalde", "ayudas", "rgi", 6), (WEEKS, "deusto", "ayudas", "rgi", 7))
    report = heard_report(radar, "bilbao", TODAY, ["rekalde", "deusto"])

    assert (report.first, report.last) == (THIS_WEEK - timedelta(weeks=WEEKS), THIS_WEEK - timedelta(weeks=1))
    assert report.total == 10
    assert [bar.n for bar in report.weeks] == [5, *[None] * 10, 5]
    assert report.districts == (Bar("rekalde", 5), Bar("deusto", 5), Bar("", None))
    assert report.cards == (Bar("rgi", 10),)
    assert heard_report(radar, "valencia", TODAY, []).total is None


def test_what_was_told_today_changes_nothing():
    radar = radar_of((1, "rekalde", "ayudas", "rgi", 6))
    before = heard_report(radar, "bilbao", TODAY, ["rekalde"])
    radar.record(Sighting("bilbao", THIS_WEEK, "bar", "rekalde", "ayudas", "rgi"))

    assert heard_report(radar, "bilbao", TODAY, ["rekalde"]) == before


def test_cards_heard_less_than_five_times_are_not_even_listed():
    report = heard_report(radar_of((1, "", "ayudas", "a", 10), (1, "", "ayudas", "b", 2)), "bilbao", TODAY, [])

    assert next(bar.n for bar in report.categories if bar.key == "ayudas") == 10
    assert report.cards == (Bar("a", 10),)


def test_report_of_less_than_five_tells_nothing():
    report = heard_report(radar_of((1, "rekalde", "ayudas", "a", 4)), "bilbao", TODAY, ["rekalde"])

    assert report.total is None and report.cards == ()
    assert {bar.n for table in (report.weeks, report.districts, report.categories) for bar in table} == {None}


def test_report_that_would_tell_something_tells_nothing():
    """Ten districts with four each: a sum of forty would tell every one."""
    radar = radar_of(*((1, name, "ayudas", "a", 4) for name in "abcdefghi"), (1, "", "ayudas", "a", 4))
    report = heard_report(radar, "bilbao", TODAY, list("abcdefghi"))

    assert report.total is None and report.cards == ()
