"""What the cards teach the encoder: the texts of a card beside the English ones, and what people say beside the claim."""

from collections.abc import Iterable, Iterator

from matching.student.pairs import ASKING, Pair
from rumours.rumour import CardText, Rumour

SINGLE = ("title", "claim", "nuance", "public", "one_line", "story", "worry", "kernel")


def card_pairs(rumours: Iterable[Rumour]) -> Iterator[Pair]:
    """Rehearsed messages stay out: the weights of the signals are learnt on messages that the encoder has not seen."""
    for rumour in rumours:
        english = rumour.texts.get("en")
        for text in rumour.texts.values() if english else ():
            yield from (Pair(ASKING, text.language, english.claim, phrasing) for phrasing in text.phrasings)
            if text is not english:
                yield from (Pair("own", text.language, said, meant) for said, meant in _same(english, text) if said and meant)


def _same(english: CardText, text: CardText) -> Iterator[tuple[str, str]]:
    yield from ((getattr(english, name), getattr(text, name)) for name in SINGLE)
    yield from ((sentence, text.evidence[id]) for id, sentence in english.evidence.items() if id in text.evidence)
    if len(english.questions) == len(text.questions):
        yield from zip(english.questions, text.questions)
