"""Months are closed as they may be shown: steps of five, nothing under five, and no way to work a small count out."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.insights.closing import HOURS, TABLES, WHOLES, Closing, Lists, figures_of, months, next_month
from bot.insights.period import period_of
from bot.storage.counts import Answered, MemoryCounts
from bot.storage.published import MemoryPublished
from bot.storage.tallies import MemoryTallies, Rated, Tally

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
LISTS = Lists(("web", "telegram", "whatsapp"), ("es", "eu", "ar"), ("deusto", "rekalde"), ("violence", "fire"))


class City:
    """What people asked in a month."""

    def __init__(self):
        self.counts, self.tallies, self.published = MemoryCounts(), MemoryTallies(), MemoryPublished()

    def asks(self, times: int, topic: str = "padron", language: str = "es", channel: str = "web", decision: str = "answer", day=OCTOBER):
        for _ in range(times):
            self.counts.add(Answered(day, channel, language, topic, decision))
            self.tallies.add([Tally(day.replace(day=1), "hour", "09")])

    def figures(self, month: date = OCTOBER) -> dict[tuple[str, str], int]:
        return {(one.table, one.key): one.least for one in figures_of(month, self.counts, self.tallies, LISTS)}

    def closing(self, today: date) -> Closing:
        return Closing(self.counts, self.tallies, self.published, lambda: LISTS, lambda: today)


@pytest.fixture
def city() -> City:
    return City()


def test_figures_are_steps_of_five_and_small_ones_are_nought(city):
    city.asks(23)
    city.asks(4, language="ar")
    city.asks(7, topic="", language="eu", decision="none")
    shown = city.figures()

    assert shown[("total", "")] == 30, "of 34"
    assert {key: n for (table, key), n in shown.items() if table == "languages"} == {"es": 20, "eu": 5, "ar": 0}
    assert {key: n for (table, key), n in shown.items() if table == "topics"} == {"padron": 25}
    assert shown[("decisions", "none")] == 5 and shown[("hours", "09")] == 30 and shown[("hours", "10")] == 0
    assert not any(n % 5 for n in shown.values())


def test_topics_under_five_are_not_even_named(city):
    city.asks(20)
    city.asks(4, topic="victimas-trata")
    assert not [key for table, key in city.figures() if table == "topics" and key != "padron"]


def test_too_little_shows_nothing(city):
    city.asks(4)
    assert city.figures() == {}


@pytest.mark.parametrize("times", [1, 4])
def test_danger_under_five_is_nought_like_none(city, times):
    city.asks(40)
    before = city.figures()
    for _ in range(times):
        city.tallies.add([Tally(OCTOBER, "danger", "violence")])
    assert city.figures() == before, "nobody sees that there was one"


def test_ratings_of_a_topic_are_shown_from_five(city):
    city.asks(40)
    for helpful, times in ((True, 11), (False, 4)):
        for _ in range(times):
            city.tallies.rate(Rated(OCTOBER, "web", "es", "padron", helpful))
    shown = city.figures()

    assert shown[("helped", "padron")] == 10 and ("not_helped", "padron") not in shown
    assert shown[("helpful", "yes")] == 10 and shown[("helpful", "no")] == 0


def test_only_whole_months_are_closed_and_each_once(city):
    city.asks(12, day=date(2026, 9, 30))
    city.asks(23)
    city.asks(50, day=NOVEMBER)

    assert city.closing(date(2026, 11, 30)).close() == 2
    assert city.published.months() == [OCTOBER, date(2026, 9, 1)]
    city.asks(100)
    assert city.closing(date(2026, 11, 30)).close() == 0
    assert period_of(city.published, OCTOBER, OCTOBER).total == 20, "a closed month does not grow by what comes late"
    assert city.closing(date(2026, 12, 1)).close() == 1


def test_nothing_counted_closes_nothing(city):
    assert city.closing(NOVEMBER).close() == 0


def test_a_month_without_anything_is_closed_too(city):
    city.asks(12, day=date(2026, 8, 30))
    assert city.closing(OCTOBER).close() == 2 and period_of(city.published, date(2026, 9, 1), date(2026, 9, 1)).total is None


def test_several_months_tell_no_more_than_each_of_them(city):
    """The attack: a long time minus a shorter one. What remains is what the month itself shows."""
    city.asks(9, day=date(2026, 9, 5))
    city.asks(4, language="ar", day=date(2026, 9, 5))
    city.asks(14)
    city.asks(3, language="ar")
    city.closing(NOVEMBER).close()
    both, september = (period_of(city.published, date(2026, 9, 1), last) for last in (OCTOBER, date(2026, 9, 30)))
    alone = period_of(city.published, OCTOBER, OCTOBER)

    assert both.total - september.total == alone.total == 15
    assert all(dict((bar.key, bar.n) for bar in each.tables["languages"])["ar"] is None for each in (both, september, alone)), (
        "seven in all"
    )


def test_shares_are_made_of_steps_only(city):
    city.asks(31)
    city.asks(12, topic="", decision="none")
    city.asks(9, topic="", decision="")
    city.closing(NOVEMBER).close()
    shown = period_of(city.published, OCTOBER, OCTOBER)

    assert shown.unanswered == 10 / 40, "30 answered and 10 not, by steps; what was no question is left out"
    assert shown.helpful is None


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(LISTS.channels), st.sampled_from(LISTS.languages), st.sampled_from(("answer", "ask", "none", ""))),
        max_size=60,
    )
)
def test_no_small_count_can_be_worked_out(messages):
    """Whatever was asked: given all that is shown, each hidden count could be at least two numbers."""
    city = City()
    for channel, language, decision in messages:
        city.asks(1, "padron" if decision == "answer" else "", language, channel, decision)
    shown = city.figures()
    if not shown:
        return
    total = shown[("total", "")]
    for table in WHOLES:
        counts = [n for (name, _), n in shown.items() if name == table]
        hidden, low = counts.count(0), sum(counts)
        high = low + 4 * len(counts)
        if hidden:
            least, most = max(0, total - (high - 4)), min(4, total + 4 - low)
            assert most > least, f"{table}: a hidden count can only be {least}"


def test_months_are_counted_over_the_end_of_a_year():
    assert months(date(2026, 11, 30), date(2027, 1, 1)) == [NOVEMBER, date(2026, 12, 1), date(2027, 1, 1)]
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert len(HOURS) == 24 and len(set(TABLES)) == len(TABLES)
