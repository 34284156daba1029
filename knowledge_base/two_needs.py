"""A message that asks two things at once ("... and my kids' school lunch"): the topics of both."""

from collections.abc import Callable

from matching.clauses import clauses
from matching.items import Match

# Measured on 900 rehearsed questions of one need and 350 made of two: two answers to 8 % of the former, both right ones to 56 % of the latter.
BOTH, APART = 0.5, 0.95  # a clause's probability from which it is a need of its own: one that the whole message names too, and one not
ALSO_MEANT = 0.01  # the whole message's probability from which it names an entry


def two_needs(text: str, language: str, whole: Match, match: Callable[[str], Match]) -> list[str]:
    """Two topics, the likelier of the whole message first; none when the message asks one thing. `match` finds entries for a clause alone.

    Each need must be found in a clause of its own; one that is only a circumstance of the other is not answered apart: then the
    whole message points to neither clause's entry, or only one clause points anywhere.
    """
    parts = clauses(text, language)
    if len(parts) < 2:
        return []
    found: dict[str, float] = {}
    for best in (found_in.candidates[0] for found_in in map(match, parts) if found_in.decision == "answer"):
        found[best.id] = max(best.probability, found.get(best.id, 0.0))
    meant = {c.id: c.probability for c in whole.candidates if c.probability >= ALSO_MEANT}
    sure = [topic for topic, probability in found.items() if probability >= (BOTH if topic in meant else APART)]
    if len(sure) < 2 or not set(meant) & set(sure) or (whole.decision == "answer" and whole.candidates[0].id not in sure):
        return []
    return sorted(sure, key=lambda topic: (meant.get(topic, 0.0), found[topic]), reverse=True)[:2]
