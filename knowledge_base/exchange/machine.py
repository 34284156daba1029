"""Drafts by a machine: off unless an installation plugs in a translator of its own. What it makes stays marked until somebody saves it.

No translator comes with Harrera, and nothing is sent anywhere by itself: `HARRERA_TRANSLATOR` names an object that an installation provides.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Protocol, runtime_checkable

from bot.errors import HarreraError, Misconfigured
from knowledge_base.entry import Entry
from knowledge_base.exchange.sheets import Passage, Sheet, sheet_of

MOST_AT_ONCE = 25  # entries in one press of the button: somebody waits, and somebody will read them
_NAME = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


@runtime_checkable
class Translator(Protocol):
    """What an installation plugs in."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str]:
        """As many texts, in their order, in the language `target`. Markdown, links and numbers stay as they are. May raise anything."""


class TranslatorSilent(HarreraError):
    """The plugged-in translator failed, or did not give what it should; nothing was kept."""

    code = "translator_silent"
    status = 502

    def __init__(self):
        super().__init__("the translator did not answer as it should; nothing was kept")


def load_translator(name: str) -> Translator | None:
    """The object that `module:object` names, called when it is a class; None for an empty name. Raises Misconfigured."""
    if not name:
        return None
    if not _NAME.fullmatch(name):
        raise Misconfigured("HARRERA_TRANSLATOR is empty or reads like module:object")
    module, _, attribute = name.partition(":")
    try:
        found = getattr(import_module(module), attribute)
        made = found() if isinstance(found, type) else found
    except Exception as error:
        raise Misconfigured(f"HARRERA_TRANSLATOR cannot be loaded: {type(error).__name__}") from None
    if not isinstance(made, Translator):
        raise Misconfigured("HARRERA_TRANSLATOR names something without a method `translate`")
    return made


def machine_sheets(entries: Iterable[Entry], language: str, translator: Translator) -> list[Sheet]:
    """The entries in `language`, as the translator says them, for `plan_import(..., by_machine=True)`. Raises TranslatorSilent."""
    return [_translated(_fresh(entry, language), translator) for entry in entries]


def _fresh(entry: Entry, language: str) -> Sheet:
    """Without an older translation: paragraph by paragraph as in the original."""
    texts = {code: text for code, text in entry.texts.items() if code != language}
    return sheet_of(replace(entry, texts=texts), language)


def _translated(sheet: Sheet, translator: Translator) -> Sheet:
    """Line by line where a passage has several: questions and lists stay what they are."""
    lines = [line for passage in sheet.passages for line in passage.source.split("\n")]
    wanted = [line for line in lines if line.strip()]
    try:
        given = list(translator.translate(wanted, sheet.source_language, sheet.language))
    except Exception as error:  # whatever is plugged in may raise whatever it likes
        raise TranslatorSilent from error
    if len(given) != len(wanted) or not all(isinstance(line, str) and line.strip() for line in given):
        raise TranslatorSilent
    said = iter(given)
    return replace(sheet, passages=tuple(_filled(passage, said) for passage in sheet.passages))


def _filled(passage: Passage, said: Iterator[str]) -> Passage:
    lines = (next(said).strip() if line.strip() else "" for line in passage.source.split("\n"))
    return replace(passage, target="\n".join(lines))
