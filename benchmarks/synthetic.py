"""Entries in any number for measuring speed: the sentences of the real content recombined, each about a town with an invented name.

They read like ours and are as hard to tell apart; nobody is ever shown one.
"""

import os
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from knowledge_base.entry import Entry, EntryText, Source, Status

LANGUAGES = ("es", "en")
QUESTIONS, LINES = 8, 8  # of each text
CITY = "anywhere"
SEED = 7
FIRST = (
    "al",
    "bar",
    "cas",
    "del",
    "er",
    "fon",
    "gal",
    "her",
    "ir",
    "jun",
    "lar",
    "mon",
    "nor",
    "or",
    "pal",
    "ri",
    "sal",
    "tor",
    "ur",
    "vil",
)
MIDDLE = ("a", "e", "i", "o", "u", "ai", "en", "ar", "is", "or")
CONSONANTS = "bcdfghjklmnpqrstvwxz"
LAST = ("da", "gos", "lla", "men", "nes", "ra", "reta", "sa", "to", "zar")
SOURCE = Source("https://example.org/", "Example", date(2026, 11, 21), "", "C")


def sizes(usual: str) -> tuple[int, ...]:
    """How many entries to measure with: HARRERA_BENCHMARK_SIZES, else the usual ones ("1000,10000")."""
    return tuple(int(size) for size in os.environ.get("HARRERA_BENCHMARK_SIZES", usual).split(","))


def entries(real: Sequence[Entry], count: int) -> Iterator[Entry]:
    """`count` entries in LANGUAGES; the same ones each time, and the first ones the same however many there are."""
    whole = [entry for entry in real if all(language in entry.texts for language in LANGUAGES)]
    sentences = {language: list(_sentences(whole, language)) for language in LANGUAGES}
    for number in range(count):
        chance = random.Random(f"{SEED}/{number}")
        model = whole[number % len(whole)]
        texts = {language: _text(model.texts[language], sentences[language], town(number), chance) for language in LANGUAGES}
        yield Entry(f"topic-{number}", model.section, CITY, (SOURCE,), (), (), (), (), date(2027, 2, 21), texts)


def town(number: int) -> str:
    """A name that no other number has."""
    chance = random.Random(number)
    syllables = chance.choice(FIRST) + "".join(chance.choice(MIDDLE) + chance.choice(FIRST) for _ in range(2)) + chance.choice(LAST)
    return f"{syllables}{_letters(number)}".capitalize()


def unheard_word(name: str) -> str:
    """One that no entry holds, and that shares no stretch of letters with those of other names."""
    return "".join(random.Random(f"word {name}").choices(CONSONANTS, k=12))


def question(entry: Entry, language: str) -> str:
    """What somebody could ask to get the entry: half of one of its questions, and its town."""
    text = entry.texts[language]
    words = text.questions[1].split()
    return " ".join([*words[: max(3, len(words) // 2)], *text.title.split()[-1:]])


def _text(model: EntryText, sentences: Sequence[str], name: str, chance: random.Random) -> EntryText:
    asked = [_asked(model.questions[n % len(model.questions)], chance.choice(sentences), name, n) for n in range(QUESTIONS)]
    body = "\n".join(chance.sample(sentences, LINES))
    summary = f"{chance.choice(sentences)} {name}."
    return EntryText(model.language, f"{model.title} {name}", tuple(asked), summary[:320], body, Status.DRAFT, 1)


def _asked(question: str, sentence: str, name: str, number: int) -> str:
    """A real question, every second one with some words of a real sentence, every third with the town."""
    words = question.split() + (sentence.split()[:3] if number % 2 else [])
    return " ".join([*words, *([name] if number % 3 else [])])


def _sentences(real: Iterable[Entry], language: str) -> Iterator[str]:
    for entry in real:
        yield from (line for line in entry.texts[language].body.split("\n") if len(line) > 30)


def _letters(number: int) -> str:
    """A number in letters, so that no two names are alike."""
    letters = ""
    while number:
        number, rest = divmod(number, 20)
        letters += CONSONANTS[rest]
    return letters
