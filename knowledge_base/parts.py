"""Cuts the Markdown body of an entry into its named parts, so that "and how much is it?" is answered from the right one."""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

import yaml

PARTS = ("steps", "where", "documents", "cost", "time", "children", "refused", "good_to_know")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


@lru_cache
def headings() -> dict[str, dict[str, str]]:
    """Language -> part -> heading, from `knowledge_base/headings.yml`."""
    text = (files("knowledge_base") / "headings.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # all strings: `no` is the code of a language


def split_parts(body: str, language: str) -> dict[str, str]:
    """Part -> Markdown without its heading, only parts with text, in the order of PARTS.

    What stands before the first known heading, or under a foreign one there, is `steps`; a foreign heading further down stays
    with the part above it.
    """
    names = _names(language)
    found: dict[str, list[str]] = {}
    part, begin = "steps", 0
    for heading in _HEADING.finditer(body):
        name = names.get(_plain(heading.group(1)))
        if name:
            found.setdefault(part, []).append(body[begin : heading.start()].strip())
            part, begin = name, heading.end()
    found.setdefault(part, []).append(body[begin:].strip())
    joined = {name: "\n\n".join(filter(None, found.get(name, ()))) for name in PARTS}
    return {name: text for name, text in joined.items() if text}


def foreign_headings(body: str, language: str) -> list[str]:
    """Headings of the body that our table does not have; empty for a language without a row in the table."""
    names = _names(language)
    return [h for h in _HEADING.findall(body) if _plain(h) not in names] if names else []


@lru_cache
def _names(language: str) -> dict[str, str]:
    return {_plain(heading): part for part, heading in headings().get(language, {}).items()}


def _plain(heading: str) -> str:
    return unicodedata.normalize("NFC", heading).casefold().strip(" \t:*_?¿؟")


def plain(markdown: str) -> str:
    """What a chat without Markdown shows: no marks for bold or headings, links as their words; lists stay."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return re.sub(r"^#+ ", "", words, flags=re.MULTILINE).replace("**", "")
