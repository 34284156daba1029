"""A message cut into pieces short enough to judge one by one: a long story hides its one sentence of danger."""

import re

from bot.safety.word_index import CHARACTERS, CHINESE, mostly_chinese

LONG, STEP = 24, 12  # words in a window, words between the starts of two
MOST = 72  # windows of one message, some 5,000 characters; bounds the work on the longest
ENOUGH = 32  # pieces after which sentences add too little for their time
_SENTENCE_END = re.compile(r"[.!?¡¿؟;。！？；\n]+")
_UNIT = re.compile(rf"\s*(?:[{CHINESE}]|[^\s{CHINESE}]+)")  # a word, or a character of Chinese, with the space before it


def pieces(text: str) -> list[str]:
    """A short text whole; a longer one by sentences and by overlapping windows of words, so that nothing falls between two.

    In Chinese, written without spaces, two characters count as a word.
    """
    found = _UNIT.findall(text)
    stretch = CHARACTERS if mostly_chinese([unit.strip() for unit in found]) else 1
    long, step = LONG * stretch, STEP * stretch
    if len(found) <= long:
        return [text]
    sentences = [part for part in _SENTENCE_END.split(text) if stretch < len(_UNIT.findall(part)) <= long]
    windows = ["".join(found[start : start + long]).strip() for start in range(0, len(found) - step, step)]
    return windows[:MOST] + sentences[: max(0, ENOUGH - len(windows))]
