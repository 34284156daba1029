"""What was talked about last, as the matcher needs it, and the rehearsed talks from which it learns how much that says."""

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import yaml

from knowledge_base.entry import Entry
from knowledge_base.languages import fallbacks_of
from matching.context import Context, ContextWeights, Rehearsed, learn_context
from matching.leaning import LeaningLesson, learn_leaning
from matching.matcher import Matcher
from matching.weights import Rehearsal

CHANGES = 700  # answerable questions that are rehearsed as a change of subject
FOLLOW_UP_WEIGHT = 2.0  # of one follow-up, of which far fewer are written than questions
LEANING_ACTS = ("ask_aspect",)  # acts of the dialogue whose sentences need what was said before
UNCLEAR_ACTS = ("opening_hours", "find_service", "inform", "affirm", "deny", "go_back", "stop", "choose_topic", "choose_scene")
Encoding = Callable[[list[str]], np.ndarray]


@dataclass(frozen=True, slots=True)
class TalkRehearsal:
    """A message written after the answer of `after`; `right` may be empty: then nothing of ours answers it."""

    after: str
    text: str = field(repr=False)
    language: str
    right: frozenset[str]
    weight: float = 1.0

    @property
    def leans(self) -> bool:
        """Whether it cannot be understood without what was said before: then the same entry answers it."""
        return self.after in self.right


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


def rehearsed_dialogues(file: Path) -> list[TalkRehearsal]:
    """Each message of the rehearsed talks of a city after the one before it that an entry answers; raises as `follow_ups`."""
    talks = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return [turn for talk in talks for turn in _turns(talk["turns"], talk["language"])]


def _turns(turns: list[dict], language: str) -> Iterator[TalkRehearsal]:
    after = ""
    for turn in turns:
        if after:
            yield TalkRehearsal(after, turn["text"], language, frozenset(turn["acceptable"]), FOLLOW_UP_WEIGHT)
        after = next(iter(turn["acceptable"]), after)


def changes_of_subject(questions: list[Rehearsal], topics: list[str], seed: int = 3) -> list[TalkRehearsal]:
    """Rehearsal questions as if asked after any other topic: CHANGES of the answerable ones, and all that nothing answers."""
    chance = random.Random(seed)
    answerable = [question for question in questions if question.right]
    chosen = chance.sample(answerable, min(CHANGES, len(answerable))) + [question for question in questions if not question.right]
    return [TalkRehearsal(chance.choice(topics), q.text, q.language, q.right) for q in chosen]


def sentences_that_lean(folder: Path) -> list[tuple[str, bool]]:
    """(sentence, whether it leans) from the training sentences of the dialogue engine: `<language>/acts.yml`."""
    found = []
    for file in sorted(folder.glob("*/acts.yml")):
        for act in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            if act["intent"] not in UNCLEAR_ACTS:
                said = (line.removeprefix("- ").strip() for line in act["examples"].splitlines())
                found += [(text, act["intent"] in LEANING_ACTS) for text in said if text]
    return found


def learn_from_talks(
    talks: list[TalkRehearsal], sentences: list[tuple[str, bool]], entries: Mapping[str, Entry], matcher: Matcher, encode: Encoding
) -> ContextWeights:
    """How much the last topic says, from talks about entries that there are; `matcher` must have its other weights."""
    places = {id: place for place, id in enumerate(matcher.ids)}
    known = [talk for talk in talks if talk.after in places and (not talk.right or talk.right & places.keys())]
    leaning, unseen = learn_leaning(_lessons(known, sentences, encode))
    rows = []
    for talk, leans in zip(known, unseen[: len(known)]):
        context = context_after(entries, talk.after, talk.language)
        right = frozenset(places[id] for id in talk.right if id in places) if talk.right else frozenset([len(places)])
        rows.append(Rehearsed(matcher.hear(context, talk.text, talk.language, float(leans)), right, talk.weight))
    return learn_context(rows, leaning)


def _lessons(talks: Iterable[TalkRehearsal], sentences: list[tuple[str, bool]], encode: Encoding) -> list[LeaningLesson]:
    """Those of the talks first, in their order."""
    said = [(talk.text, talk.leans, talk.weight / 2) for talk in talks] + [(text, leans, 1.0) for text, leans in sentences]
    vectors = encode([text for text, _, _ in said])
    return [LeaningLesson(vector, leans, weight) for vector, (_, leans, weight) in zip(vectors, said)]
