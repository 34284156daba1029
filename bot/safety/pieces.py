"""A message cut into pieces short enough to judge one by one: a long story hides its one sentence of danger."""

import re

LONG, STEP = 24, 12  # words in a window, words between the starts of two
MOST = 72  # windows of one message, some 5,000 characters; bounds the work on the longest
ENOUGH = 32  # pieces after which sentences add too little for their time
_SENTENCE_END = re.compile(r"[.!?¡¿؟;\n]+")


def pieces(text: str) -> list[str]:
    """A short text whole; a longer one by sentences and by overlapping windows of words, so that nothing falls between two."""
    found = text.split()
    if len(found) <= LONG:
        return [text]
    sentences = [part for part in _SENTENCE_END.split(text) if 1 < len(part.split()) <= LONG]
    windows = [" ".join(found[start : start + LONG]) for start in range(0, len(found) - STEP, STEP)]
    return windows[:MOST] + sentences[: max(0, ENOUGH - len(windows))]
