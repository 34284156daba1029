"""The list of all recognisers, and the words that say what a number is."""

import re

from bot.redaction.addresses import PostalCodeFinder, StreetFinder
from bot.redaction.data import phrases, read_data
from bot.redaction.documents import DocumentFinder, NieFinder, NifFinder, PlateFinder
from bot.redaction.finder import LATIN_OR_CYRILLIC, Finder
from bot.redaction.names import NameFinder
from bot.redaction.numbers import BirthDateFinder, IbanFinder, NumberFinder
from bot.redaction.online import CoordinateFinder, EmailFinder, HandleFinder, LinkFinder


def all_finders() -> list[Finder]:
    return [
        NieFinder(),
        NifFinder(),
        DocumentFinder(),
        PlateFinder(),
        IbanFinder(),
        NumberFinder(),
        BirthDateFinder(),
        EmailFinder(),
        LinkFinder(),
        HandleFinder(),
        CoordinateFinder(),
        StreetFinder(),
        PostalCodeFinder(),
        NameFinder(),
    ]


def context_words() -> re.Pattern[str]:
    """One pattern whose group names are the kinds of `contexts.yml`.

    Arabic glues small words on, Chinese everything, so only Latin and Cyrillic letters may not precede.
    Nor may "[": a placeholder says nothing about the next number.
    """
    groups = (f"(?P<{kind}>{phrases(words)})" for kind, words in read_data("contexts.yml").items() if kind != "BORN_AFTER")
    return re.compile(rf"(?<![{LATIN_OR_CYRILLIC}\[])(?:" + "|".join(groups) + ")")
