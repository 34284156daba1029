"""What an agent is told after an answer and at the end: the moves it made, why they matter, and what the card offers."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from knowledge_base.yaml_text import read_yaml
from rumours.looking_up import Kit
from rumours.practice.moves import Move
from rumours.practice.scenes import spoken_in
from rumours.practice.talk import Talk

_FIRST_TO_MEND = (Move.SCOLDED, Move.REPEATED, Move.UNSOURCED)
_NEEDED = (Move.LISTENED, Move.ASKED)


@lru_cache
def words_of(language: str) -> Mapping:
    """The words around a scene, in Spanish where a language has none."""
    return read_yaml((files("rumours.practice") / "words" / f"{spoken_in(language)}.yml").read_text(encoding="utf-8"))


def feedback(talk: Talk, kit: Kit, language: str) -> str:
    """On the moves of the last answer, with one thing that the card offers."""
    words, made = words_of(language), talk.fresh or frozenset()
    said = [words["moves"][move] for move in Move if move in made] or [words["moves"]["nothing"]]
    return "\n\n".join(["\n".join([words["feedback"], *said]), *_offer(talk, made, kit, words)])


def summary(talk: Talk, language: str) -> str:
    """Counts of moves, and one thing for the next time."""
    words = words_of(language)
    counted = [words["counts"][move].format(n=talk.counts[move]) for move in Move if talk.counts.get(move)]
    lacking = [move for move in _FIRST_TO_MEND if talk.counts.get(move)] + [move for move in _NEEDED if not talk.counts.get(move)]
    how = words["summary"].format(turns=talk.turn)
    return "\n".join([f"{how} {', '.join(counted)}" if counted else how, words["next"][lacking[0] if lacking else "fine"]])


def ending(talk: Talk, language: str) -> str:
    words = words_of(language)
    if talk.went_well():
        return words["ended_good"]
    return words["ended_bad"] if talk.counts.get(Move.SCOLDED) else words["ended_so"]


def _offer(talk: Talk, made: frozenset[Move], kit: Kit, words: Mapping) -> list[str]:
    """What helps most now: the worry after a reproach, the fact after the myth, the figure, else a question that was not asked."""
    offers = words["offers"]
    if Move.SCOLDED in made:
        return [offers["worry"].format(worry=kit.text.worry)]
    if Move.REPEATED in made:
        return [offers["fact"].format(fact=kit.text.title)]
    if Move.ASKED not in made:
        question = kit.text.questions[(talk.turn - 1) % len(kit.text.questions)]
        return [offers["question"].format(question=question)]
    figure = next((figure for figure in kit.figures if figure.holds), None)
    if figure is None or talk.counts.get(Move.SOURCED):
        return []
    evidence = figure.evidence
    return [offers["figure"].format(sentence=figure.sentence, publisher=evidence.publisher, date=evidence.data_date)]
