"""Words as Telegram's HTML: paragraphs of runs, each run with one style, everything escaped. Our Markdown and plain text both become these."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_LINK = re.compile(r"https?://[^\s<>\"]{1,1000}")
_STYLES = {"strong_open": "b", "em_open": "i"}
_PLAIN_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style: `b`, `i` or none; `link` makes it tappable when it is an http or https address."""

    text: str
    style: str = ""
    link: str = ""

    def html(self) -> str:
        inner = html.escape(self.text, quote=False)
        if self.style:
            inner = f"<{self.style}>{inner}</{self.style}>"
        return f'<a href="{html.escape(self.link)}">{inner}</a>' if _LINK.fullmatch(self.link) else inner


Paragraph = tuple[Run, ...]


def html_of(paragraph: Paragraph) -> str:
    return "".join(run.html() for run in paragraph)


def plain_of(markup: str) -> str:
    """Our own HTML without its tags, links written out: what is sent when Telegram does not take the HTML."""
    written = _PLAIN_LINK.sub(r"\2 (\1)", markup)
    return html.unescape(re.sub(r"</?[bi]>", "", written))


def of_text(text: str, style: str = "") -> list[Paragraph]:
    """Plain text: an empty line ends a paragraph, other line breaks stay."""
    return [(Run(part.strip(), style),) for part in re.split(r"\n[ \t]*\n", text) if part.strip()]


def of_markdown(markdown: str) -> list[Paragraph]:
    """Headings bold, lists as lines, links tappable; raw HTML is shown as text."""
    found: list[Paragraph] = []
    markers: list[_Lines] = []
    opening, style, together = "", "", False
    for token in MarkdownIt("commonmark", {"html": False}).parse(markdown):
        style = "b" if token.type == "heading_open" else style if token.type == "inline" else ""
        if token.type in ("bullet_list_open", "ordered_list_open"):
            together = together and bool(markers)
            markers.append(_Lines(token))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            markers.pop()
            together = together and bool(markers)
        elif token.type == "list_item_open":
            opening = f"{'   ' * (len(markers) - 1)}{markers[-1].next()} "
        elif token.type in ("inline", "fence", "code_block"):
            runs = (*((Run(opening),) if opening else ()), *_runs(token, style))
            if together and markers and found:
                found[-1] = (*found[-1], Run("\n"), *runs)
            else:
                found.append(runs)
            opening, together = "", bool(markers)
    return [paragraph for paragraph in found if html_of(paragraph).strip()]


class _Lines:
    """What stands before each line of a list."""

    def __init__(self, token: Token):
        self._number = int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None

    def next(self) -> str:
        if self._number is None:
            return "•"
        self._number += 1
        return f"{self._number - 1}."


def _runs(token: Token, style: str) -> Iterator[Run]:
    if not token.children:
        yield Run(token.content.strip("\n"), style)
        return
    link = ""
    styles = [style]
    for child in token.children:
        if child.type in _STYLES:
            styles.append(styles[-1] or _STYLES[child.type])
        elif child.type in ("strong_close", "em_close"):
            styles.pop()
        elif child.type == "link_open":
            link = str(child.attrGet("href") or "")
        elif child.type == "link_close":
            link = ""
        else:
            yield Run("\n" if child.type in ("softbreak", "hardbreak") else child.content, styles[-1], link)
