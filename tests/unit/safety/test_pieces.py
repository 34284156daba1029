"""Long messages are cut so that nothing is lost, in languages with spaces and without."""

import pytest

from bot.safety import Danger, DangerDetector
from bot.safety.pieces import LONG, MOST, pieces
from bot.safety.word_index import CHARACTERS

CALM = "我住在毕尔巴鄂老城区，每天早上去学西班牙语，下午在超市买菜。"


@pytest.mark.parametrize("text", ["", "un mensaje corto", " ".join(["palabra"] * LONG), "字" * (LONG * CHARACTERS)])
def test_short_message_stays_whole(text: str) -> None:
    assert pieces(text) == [text]


@pytest.mark.parametrize(
    ("units", "joint", "longest"),
    [([f"w{number}" for number in range(100)], " ", LONG), ([chr(0x4E00 + number) for number in range(200)], "", LONG * CHARACTERS)],
    ids=["words", "Chinese"],
)
def test_windows_overlap_and_lose_nothing(units: list[str], joint: str, longest: int) -> None:
    windows = [window.split() if joint else list(window) for window in pieces(joint.join(units))]
    assert len(windows) > 5 and all(len(window) <= longest for window in windows)
    assert {unit for window in windows for unit in window} == set(units)
    for before, after in zip(windows, windows[1:]):
        assert set(before) & set(after)


def test_sentences_of_a_long_message_are_pieces_too() -> None:
    assert "我丈夫昨晚又打我" in pieces(CALM * 4 + "我丈夫昨晚又打我。" + CALM * 4)
    assert "Él me pega" in [piece.strip() for piece in pieces("Vivo aquí con mis hijos. " * 6 + "Él me pega. Gracias.")]


def test_longest_message_is_bounded() -> None:
    assert len(pieces("palabra " * 20_000)) == MOST and len(pieces("字" * 100_000)) == MOST


@pytest.mark.parametrize("place", [0, 6, 11])
def test_one_sentence_of_danger_is_found_in_a_long_chinese_story(detector: DangerDetector, place: int) -> None:
    parts = [CALM] * 12
    parts[place] = "昨天晚上我丈夫又打我了，孩子都看见了。"
    assert detector.detect("".join(parts), "zh") == Danger.VIOLENCE
