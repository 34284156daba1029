"""Danger is found in every language and kind, and ordinary messages with frightening words are left alone."""

import time
from pathlib import Path

import pytest
import yaml

from bot.safety import Danger, DangerDetector
from bot.safety.classifier import Judgement
from bot.safety.danger import is_chain, load_examples

CASES = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text(encoding="utf-8"))
LINES = [(language, kind, line) for language, kinds in CASES.items() for kind, lines in kinds.items() for line in lines.splitlines()]
DANGERS = [case for case in LINES if case[1] != "ordinary"]
ORDINARY = [case for case in LINES if case[1] == "ordinary"]
STORY = "Bakarrik nago hirian eta egunero goiz jaikitzen naiz erosketak egiteko eta gaztelania ikasteko. "


def numbered(cases: list) -> list:
    return [pytest.param(*case, id=f"{case[0]}-{case[1]}-{number}") for number, case in enumerate(cases)]


@pytest.mark.parametrize(("language", "kind", "text"), numbered(DANGERS))
def test_danger_is_found(detector: DangerDetector, language: str, kind: str, text: str) -> None:
    assert detector.detect(text, language) is not None


def test_kind_of_danger_is_nearly_always_right(detector: DangerDetector) -> None:
    right = sum(detector.detect(text, language) == Danger(kind) for language, kind, text in DANGERS)
    assert right / len(DANGERS) >= 0.93


def test_at_most_five_percent_of_hard_ordinary_messages_alarm(detector: DangerDetector) -> None:
    alarms = [case for case in ORDINARY if detector.detect(case[2], case[0])]
    assert len(alarms) / len(ORDINARY) <= 0.05


def test_every_kind_is_tested_in_every_language() -> None:
    assert {(language, kind) for language, kind, _ in DANGERS} == {(language, kind.value) for language in CASES for kind in Danger}


def test_no_tested_sentence_is_an_example_the_classifier_learnt() -> None:
    assert {text for *_, text in LINES}.isdisjoint(text for *_, text in load_examples())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[NAME] me pega y tengo miedo, vivo en [ADDRESS]", Danger.VIOLENCE),
        ("[NAME] took my passport [PASSPORT] and i cannot leave the house", Danger.TRAFFICKING),
        ("la police a emmené [NAME] ce matin, appelez [PHONE]", Danger.DETENTION),
    ],
)
def test_placeholders_of_redaction_do_not_hide_danger(detector: DangerDetector, text: str, kind: Danger) -> None:
    assert detector.detect(text, "es") == kind


@pytest.mark.parametrize(
    "text",
    [
        "a man is bleeding here on street please",
        "se esta atragantando con un trozo de carne",
        "un om sângerează pe stradă ajutor",
        "wahed kayghre9 f lb7er",
        "شخص يغرق في البحر",
        "хлопець тоне в морі",
        "дружина народжує вдома прямо зараз",
        "我老婆要生了在家里来不及了",
        "queimei a perna toda com agua a ferver",
        "koi samundar me doob raha hai",
    ],
)
def test_somebody_hurt_near_the_writer_is_a_medical_emergency(detector: DangerDetector, text: str) -> None:
    assert detector.detect(text, "es") == Danger.MEDICAL


@pytest.mark.parametrize(
    ("ordinary", "danger"),
    [
        ("can i talk to a real lawyer now", "i need a lawyer now"),
        ("do they keep my passport when i register", "they keep my passport and make me work"),
        ("mi jefe me va a matar si llego tarde otra vez jeje", "mi jefe me va a matar"),
        ("cuándo es el simulacro de incendio en el cole", "sale humo negro del piso de abajo y estamos encerrados"),
    ],
)
def test_words_of_danger_said_harmlessly_are_told_from_danger(detector: DangerDetector, ordinary: str, danger: str) -> None:
    assert detector.detect(ordinary, "es") is None
    assert detector.detect(danger, "es") is not None


@pytest.mark.parametrize("language", ["es", "eu", "en", "fr", "ar", "ro"])
def test_language_of_the_conversation_does_not_matter(detector: DangerDetector, language: str) -> None:
    assert detector.detect("rajli kaydrebni bzaf", language) == Danger.VIOLENCE


@pytest.mark.parametrize("text", ["", "   ", "?", "😀", "112", "[NAME]"])
def test_text_without_words_is_no_danger(detector: DangerDetector, text: str) -> None:
    assert detector.detect(text, "es") is None


@pytest.mark.parametrize("place", [0, 10, 19])
def test_one_sentence_of_danger_is_found_in_a_long_story(detector: DangerDetector, place: int) -> None:
    parts = [STORY] * 20
    parts[place] = "Atzo gauean senarrak berriro jo ninduen umeen aurrean. "
    assert detector.detect("".join(parts), "eu") == Danger.VIOLENCE


def test_question_later_in_a_story_does_not_silence_danger(detector: DangerDetector) -> None:
    story = "My husband beats me every night and the children see it. " + "We live in a small flat near the river with his parents. " * 2
    assert detector.detect(story + "What is the course about violence in the town hall?", "en") == Danger.VIOLENCE


def test_no_pattern_runs_away_on_a_long_message(detector: DangerDetector) -> None:
    """About 15 ms on a quiet machine (measured in benchmarks); a pattern that backtracks without end takes minutes."""
    start = time.process_time()
    detector.detect((STORY * 30)[:2000], "eu")
    assert time.process_time() - start < 5


CHAIN = (
    "REENVIADO: me lo cuenta una vecina de toda la vida. A los que llegan les dan piso y paga nada más bajar del barco, y a los nuestros nada. "
    "Hay familias de aquí viviendo en la calle mientras ellos estrenan casa. Roban, pegan y al día siguiente están libres. Pásalo. "
)


def test_pasted_chain_is_no_danger_but_danger_beside_it_is(detector: DangerDetector) -> None:
    assert detector.detect(CHAIN, "es") is None
    assert detector.detect(CHAIN + "Mi marido me ha pegado otra vez y tengo miedo.", "es") == Danger.VIOLENCE


@pytest.mark.parametrize(
    ("hearsay", "chain"), [([1.0], False), ([1.0, -1.0], True), ([1.0, -1.0, -1.0], False), ([1.0, 1.0, -1.0], True), ([], False)]
)
def test_chain_is_a_message_of_which_half_the_pieces_are_hearsay(hearsay: list[float], chain: bool) -> None:
    assert is_chain([Judgement(0.0, {}, likeness) for likeness in hearsay]) is chain
