"""How well people are answered: numbers with a tolerance, on questions that nobody wrote the content from. Never the texts."""

import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.talks import play, shares
from bot.bootstrap import House
from bot.cli.evaluate import _through_matcher
from bot.safety import DangerDetector
from bot.settings import Settings
from matching.evaluation import read_questions, summarise

SETS = Path(__file__).parent / "development"
LANGUAGES = ("es", "eu", "en", "fr", "ar", "pt", "ro", "uk", "ru", "zh", "ur")
# Per cent. What was measured when this was written is printed by each test; below these numbers something broke.
FIRST, SHOWN, WRONG, REFUSED, FIRST_PER_LANGUAGE = 93, 96, 5, 92, 86  # measured 95.7, 98.7, 2.3, 93.2, 88.9 (Ukrainian)
STORY_FIRST, STORY_SHOWN, STORY_WRONG, STORY_REFUSED = 86, 92, 7, 88  # measured 93.0, 97.5, 3.2 and 93.3; of 285, and 45 that are not ours
BARE_FIRST, BARE_SHOWN, BARE_WRONG, BARE_REFUSED = 82, 88, 7, 80  # measured 89.4, 94.3, 2.4 and 95; of 123, and 20 that are not ours
VOICE_FIRST, VOICE_SHOWN, VOICE_WRONG, VOICE_REFUSED = 77, 86, 10, 85  # measured 81.5, 89.7, 7.3 and 91.7; of 232, and 48 that are not ours
CALIBRATION = 5.0  # points; measured 1.9
DANGER_RECALL, FALSE_ALARMS = 96, 8  # measured 98.6 and 5.2 (aims: all, and 3)
CALM_ALONE = 5  # of messages that no entry about a danger answers, those answered with a number and nothing else; measured 1.7
LONG_RECALL, LONG_ALARMS = 90, 60  # of long messages, those without danger written to mislead; measured 93.9 and 53.8
AS_EXPECTED, TOPICS_IN_TALK, QUIET_IN_TALK = 87, 80, 93  # measured 90.3, 85.5 and 96.2 (aim: 90 of all turns)

ABOUT_DANGER = {
    "delitos-odio",
    "detencion-derechos",
    "emergencias-112",
    "menores-no-acompanados",
    "salud-mental",
    "smus",
    "telefonos-ayuda",
    "trata",
    "urgencias-salud",
    "violencia-genero",
}


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> House:
    return House(Settings(data_dir=tmp_path_factory.mktemp("quality"))).open()


@pytest.fixture
def report(capsys):
    """Prints figures past pytest's capture."""

    def say(text: str) -> None:
        with capsys.disabled():
            print(f"\n  [{text}]", end="")

    return say


def test_questions_find_their_entries(house, report):
    questions = read_questions(SETS / "questions.jsonl", "bilbao")
    made = list(_through_matcher(house, questions))
    summary = summarise(questions, made)
    shown = ("first", "shown", "wrong", "refused", "calibration_error")
    for language, figures in summary.items():
        report(f"{language}: " + ", ".join(f"{name} {figures[name]:g}" for name in shown))

    spoken = {line["id"]: line["variety"] for line in lines("questions")}
    arabic = [(replace(q, language=spoken[q.id]), p) for q, p in zip(questions, made) if q.language == "ar"]
    for variety, figures in summarise(*map(list, zip(*arabic))).items():
        report(f"Arabic, {variety}: " + ", ".join(f"{name} {figures[name]:g}" for name in ("n", *shown)))

    found = summary["all"]
    assert found["n"] > 300 and set(summary) == {*LANGUAGES, "all"}
    assert found["first"] >= FIRST and found["shown"] >= SHOWN
    assert found["wrong"] <= WRONG and found["refused"] >= REFUSED and found["calibration_error"] <= CALIBRATION
    assert {language: summary[language]["first"] for language in LANGUAGES if summary[language]["first"] < FIRST_PER_LANGUAGE} == {}


def test_stories_find_their_entries(house, report):
    """Long messages that tell what happened; many never name what they need."""
    questions = read_questions(SETS / "stories.jsonl", "bilbao")
    found = summarise(questions, list(_through_matcher(house, questions)))["all"]
    report("stories: " + ", ".join(f"{name} {found[name]:g}" for name in ("first", "shown", "wrong", "refused", "calibration_error")))

    assert found["n"] > 250 and found["first"] >= STORY_FIRST and found["shown"] >= STORY_SHOWN
    assert found["wrong"] <= STORY_WRONG and found["refused"] >= STORY_REFUSED


def test_the_plainest_words_find_their_entries(house, report):
    """Two to seven words that say a state or a want ("no bed tonight"), as people write first."""
    questions = read_questions(SETS / "bare.jsonl", "bilbao")
    found = summarise(questions, list(_through_matcher(house, questions)))["all"]
    report("bare: " + ", ".join(f"{name} {found[name]:g}" for name in ("first", "shown", "wrong", "refused", "calibration_error")))

    assert found["n"] > 100 and found["first"] >= BARE_FIRST and found["shown"] >= BARE_SHOWN
    assert found["wrong"] <= BARE_WRONG and found["refused"] >= BARE_REFUSED


def test_many_voices_find_their_entries(house, report):
    """Slang of many countries, mixed languages, half-right names of offices, stories: of all sets the nearest to what strangers write."""
    questions = read_questions(SETS / "voices.jsonl", "bilbao")
    summary = summarise(questions, list(_through_matcher(house, questions)))
    for language, figures in summary.items():
        report(
            f"voices, {language}: "
            + ", ".join(f"{name} {figures[name]:g}" for name in ("first", "shown", "wrong", "refused", "calibration_error"))
        )

    found = summary["all"]
    assert found["n"] > 200 and found["first"] >= VOICE_FIRST and found["shown"] >= VOICE_SHOWN
    assert found["wrong"] <= VOICE_WRONG and found["refused"] >= VOICE_REFUSED


@pytest.fixture(scope="module")
def alarms() -> dict[str, dict[str, float]]:
    """Share of messages with an alarm, per set and language, in per cent."""
    detector = DangerDetector.load()
    shares: dict[str, dict[str, float]] = {}
    for name in ("danger", "ordinary"):
        hits = defaultdict(list)
        for line in lines(name):
            alarm = detector.detect(line["text"], line["language"]) is not None
            hits[line["language"]].append(alarm)
            hits["all"].append(alarm)
        shares[name] = {language: round(100 * sum(found) / len(found), 1) for language, found in hits.items()}
        assert len(hits["all"]) > 100
    return shares


def test_danger_is_seen(alarms, report):
    report(f"danger seen, %: {alarms['danger']}")

    assert alarms["danger"]["all"] >= DANGER_RECALL


def test_ordinary_talk_raises_no_alarm(alarms, report):
    report(f"false alarms, %: {alarms['ordinary']}")

    assert alarms["ordinary"]["all"] <= FALSE_ALARMS


def test_danger_is_seen_in_long_messages(detector, report):
    """Half of them hide it among questions about papers; the others have the same words and tell of no danger."""
    found: dict[bool, list[bool]] = {True: [], False: []}
    for line in lines("long_danger"):
        found[line["danger"]].append(detector.detect(line["text"], line["language"]) is not None)
    seen, false = (100 * sum(found[danger]) / len(found[danger]) for danger in (True, False))
    report(f"long messages, danger seen {seen:.1f} %, false alarms {false:.1f} %")

    assert len(found[True]) > 100 and len(found[False]) > 100
    assert seen >= LONG_RECALL and false <= LONG_ALARMS


def test_false_alarm_seldom_costs_the_answer(detector, report):
    """A certain danger is answered with the number alone: of calm stories that must hardly happen (decision 0009)."""
    calm = [line for name in ("stories", "voices") for line in lines(name) if not ABOUT_DANGER & set(line["acceptable"])]
    alarms = [alarm for line in calm if (alarm := detector.alarm(line["text"], line["language"]))]
    alone = 100 * sum(alarm.certain for alarm in alarms) / len(calm)
    report(f"calm stories: begin with a number {100 * len(alarms) / len(calm):.1f} %, have nothing else {alone:.1f} %")

    assert len(calm) > 400 and alone <= CALM_ALONE


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *[
            ("es", text)
            for text in ("no", "sí", "no tengo hijos", "¿y si tengo hijos?", "borra mis mensajes", "no me ha servido de nada", "...")
        ],
        *[("en", text) for text in ("no", "bye", "stop", "in english please", "you are a stupid machine", "🙂")],
        *[("eu", text) for text in ("ez", "agur", "euskaraz mesedez", "ez daukat umerik")],
        *[("fr", text) for text in ("non", "au revoir", "en français", "je n'ai pas d'enfants")],
        *[("ar", text) for text in ("لا", "مع السلامة", "ما عنديش ولاد", "la", "bslama")],
    ],
)
def test_short_words_of_a_talk_are_no_danger(detector, language, text):
    assert detector.detect(text, language) is None


@pytest.fixture(scope="module")
def detector() -> DangerDetector:
    return DangerDetector.load()


def test_dialogues_go_where_people_meant(report):
    """Through the real engine: turns that are answered as expected, those that carry the entry asked for, and none where none is due."""
    played = play()
    expected, entry, quiet, act = shares(played)
    asked = sum(bool(one.turn.topics) for one in played)
    report(f"{len(played)} turns of dialogues: as expected {expected:.1f} %, right entry {entry:.1f} % of {asked}")
    report(f"no entry where none is due {quiet:.1f} %, act read {act:.1f} %")

    assert asked > 40 and len(played) - asked > 40
    assert expected >= AS_EXPECTED and entry >= TOPICS_IN_TALK and quiet >= QUIET_IN_TALK
