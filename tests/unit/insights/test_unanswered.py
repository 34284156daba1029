"""Questions that nobody could answer: what is kept of them, and what staff see."""

from datetime import date, timedelta

import pytest

from bot.messages import Decision, RedactedMessage, Reply
from bot.payloads import parse_payload
from bot.sealing import Sealer
from bot.storage.unanswered import MemoryUnanswered
from bot.unanswered import LONGEST, RememberedGaps, UnansweredQuestions, may_be_kept

TODAY = date(2026, 11, 22)


def alike(texts):
    """All of them: how alike texts are found is tried in tests/unit/rumours."""
    return [list(range(len(texts)))]


UNKNOWN = Reply("No lo sé", "es", decision=Decision.NONE, candidates=("padron-que-es",))


class Clock:
    today = TODAY
    seconds = 0.0


def message(text: str, language: str = "es") -> RedactedMessage:
    return _redacted(text, language, "key", "web", "bilbao", parse_payload(text))


def _redacted(*values) -> RedactedMessage:
    return RedactedMessage(*values)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def questions(clock) -> UnansweredQuestions:
    return UnansweredQuestions(MemoryUnanswered(), Sealer(b"s" * 32, "unanswered"), alike, lambda topic: "padron", 30, lambda: clock.today)


def ask(questions, clock, *texts: str) -> None:
    """The texts one after the other, on two days in turn."""
    for number, text in enumerate(texts):
        clock.today = TODAY - timedelta(days=number % 2)
        questions.keep(message(text), UNKNOWN)
    clock.today = TODAY


CATS = (
    "puedo traer mi gato de Marruecos",
    "quiero traer el gato desde Marruecos",
    "como traer gato de Marruecos a Bilbao",
    "traer un gato Marruecos papeles Fatima",
    "mi gato en Marruecos traer ayuda",
)


def test_five_on_two_days_are_shown_as_the_words_they_share(questions, clock):
    ask(questions, clock, *CATS)
    (gap,) = questions.gaps()

    assert set(gap.words) == {"gato", "marruecos", "traer"} and gap.n == 5
    assert gap.languages == ("es",) and gap.section == "padron" and len(gap.ids) == 5


def test_word_of_one_person_is_never_shown(questions, clock):
    ask(questions, clock, *CATS)
    assert not any("fatima" in gap.words for gap in questions.gaps())


def test_four_are_not_shown(questions, clock):
    ask(questions, clock, *CATS[:4])
    assert questions.gaps() == []


def test_five_on_one_day_are_not_shown(questions):
    for text in CATS:
        questions.keep(message(text), UNKNOWN)
    assert questions.gaps() == []


def test_word_that_only_came_on_one_day_is_not_shown(questions, clock):
    ask(questions, clock, *CATS)
    for _ in range(5):
        questions.keep(message("traer gato Marruecos colegio"), UNKNOWN)
    assert "colegio" not in questions.gaps()[0].words


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("x" * (LONGEST + 1), UNKNOWN),
        ("mi numero es [PHONE] y quiero un gato", UNKNOWN),
        ("topic:padron-que-es", UNKNOWN),
        ("un gato", Reply("Sí", "es", decision=Decision.ANSWER, candidates=("a",))),
        ("que tiempo hace", Reply("No", "es", decision=Decision.NONE)),
        ("me pega", Reply("112", "es", decision=Decision.NONE, candidates=("a",), emergency=True)),
    ],
)
def test_what_could_tell_of_a_person_is_not_kept(questions, text, reply):
    questions.keep(message(text), reply)
    assert not may_be_kept(message(text), reply) and questions.store.newest(9) == []


def test_what_is_kept_is_sealed_and_runs_out(questions, clock):
    ask(questions, clock, *CATS)
    assert not any(b"gato" in sealed for _, _, sealed in questions.store.newest(9))

    clock.today = TODAY + timedelta(days=31)
    assert questions.gaps() == [], "not shown any more, also before the hourly job"
    assert questions.expire() == 5 and questions.store.newest(9) == []


def test_another_secret_opens_nothing_and_breaks_nothing(questions, clock):
    ask(questions, clock, *CATS)
    stranger = UnansweredQuestions(questions.store, Sealer(b"t" * 32, "unanswered"), alike, lambda topic: "", 30, lambda: TODAY)
    assert stranger.gaps() == []


def test_gaps_are_put_together_once_and_renewed_when_staff_deal_with_one(questions, clock):
    ask(questions, clock, *CATS)
    kept = RememberedGaps(questions, 60.0, lambda: clock.seconds)
    (gap,) = kept.now()
    questions.drop(gap.ids[:1])

    assert kept.now() == [gap], "remembered"
    clock.seconds = 61.0
    assert kept.now() == [], "four are left"
    assert kept.drop(list(gap.ids)) == 4 and questions.store.newest(9) == []
