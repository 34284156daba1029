"""What was talked about last, as the matcher needs it, and the rehearsed talks from which it learns how much that says."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge_base.entry import Entry
from knowledge_base.languages import fallbacks_of
from matching.context import Context, ContextWeights, Rehearsed, learn_context
from matching.matcher import Matcher
from matching.weights import Rehearsal

CHANGES = 700  # answerable questions that are rehearsed as a change of subject
FOLLOW_UP_WEIGHT = 3.0  # of one follow-up, of which far fewer are written than questions


@dataclass(frozen=True, slots=True)
class TalkRehearsal:
    """A message written after the answer of `after`; `right` may be empty: then nothing of ours answers it."""

    after: str
    text: str = field(repr=False)
    language: str
    right: frozenset[str]
    weight: float = 1.0


def context_after(entries: Mapping[str, Entry], topic: str, language: str) -> Context | None:
    """The context of a message in `language` after the answer of `topic`; None when there is no such entry."""
    entry = entries.get(topic)
    if entry is None:
        return None
    title = entry.text_for(language, fallbacks_of(language)).title
    beside = frozenset(id for id, other in entries.items() if other.section == entry.section and id != topic)
    return Context(topic, title, frozenset(entry.related), beside)


def follow_ups(file: Path) -> list[TalkRehearsal]:
    """The rehearsed follow-ups of a city. Raises FileNotFoundError, or ValueError and KeyError for a broken line."""
    read = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return [TalkRehearsal(x["after"], x["text"], x["language"], frozenset(x["acceptable"]), FOLLOW_UP_WEIGHT) for x in read]


def changes_of_subject(questions: list[Rehearsal], topics: list[str], seed: int = 3) -> list[TalkRehearsal]:
    """Rehearsal questions as if asked after any other topic: CHANGES of the answerable ones, and all that nothing answers."""
    chance = random.Random(seed)
    answerable = [question for question in questions if question.right]
    chosen = chance.sample(answerable, min(CHANGES, len(answerable))) + [question for question in questions if not question.right]
    return [TalkRehearsal(chance.choice(topics), q.text, q.language, q.right) for q in chosen]


def learn_from_talks(talks: list[TalkRehearsal], entries: Mapping[str, Entry], matcher: Matcher) -> ContextWeights:
    """How much the last topic says, from talks about entries that there are; `matcher` must have its other weights."""
    places = {id: place for place, id in enumerate(matcher.ids)}
    rows = []
    for talk in talks:
        context = context_after(entries, talk.after, talk.language)
        right = frozenset(places[id] for id in talk.right if id in places) if talk.right else frozenset([len(places)])
        if context and right:
            rows.append(Rehearsed(matcher.hear(context, talk.text, talk.language), right, talk.weight))
    return learn_context(rows)
