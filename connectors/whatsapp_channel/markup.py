"""Text as WhatsApp shows it: our plain text shown as it is, our Markdown in WhatsApp's own marks, both in their direction."""

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.token import Token

# WhatsApp has no escape character. A mark that would open or close formatting is shown by a letter that looks alike.
_LOOK_ALIKE = {"*": "\u2217", "_": "\uff3f", "~": "\u223c", "`": "\u2018"}
_ADDRESS = re.compile(r"https?://\S+")
_MARK = re.compile(r"(?<!\w)[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?!\w)")
_QUOTE = re.compile(r"^>", re.MULTILINE)
_MARKS = {"strong_open": "*", "strong_close": "*", "em_open": "_", "em_close": "_", "softbreak": "\n", "hardbreak": "\n"}
_GROUPS = re.compile(r"(?<![\w/.\-])\+?\d+(?:[ .\-/]\d+)+(?![\w/])")
_RIGHT_TO_LEFT_MARK, _LEFT_TO_RIGHT_MARK = "\u200f", "\u200e"


def escape(text: str) -> str:
    """`text` without anything that WhatsApp would take for formatting; addresses of web pages stay whole."""
    pieces, end = [], 0
    for address in _ADDRESS.finditer(text):
        pieces += [_without_marks(text[end : address.start()]), address[0]]
        end = address.end()
    return "".join([*pieces, _without_marks(text[end:])])


def quiet(line: str) -> str:
    """A line in italics."""
    return "\n".join(f"_{part.strip()}_" if part.strip() else part for part in escape(line).split("\n"))


def of_markdown(text: str) -> str:
    """Headings and strong words in bold, links as words and address, lists as lists; raw HTML is shown as text."""
    blocks: list[str] = []
    lists: list[int | None] = []  # the next number of each open list, None for one of dashes
    mark = ""
    for token in MarkdownIt("commonmark", {"html": False}).parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(int(token.attrGet("start") or 1) if token.type.startswith("o") else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            mark, lists[-1] = (f"{lists[-1]}. ", lists[-1] + 1) if lists[-1] is not None else ("- ", None)
        elif token.type == "heading_open":
            mark = "#"
        elif token.type == "inline":
            blocks.append(_block(token, mark, len(lists)))
            mark = ""
        elif token.type in ("code_block", "fence"):
            blocks.append(escape(token.content.strip()))
    return _spaced(blocks)


def directed(text: str, direction: str) -> str:
    """Each line with a mark in front when its first letter would turn it the wrong way: WhatsApp goes by the first letter.

    In a right-to-left line a number of several groups would be drawn backwards; marks around it keep its order.
    """
    if direction == "rtl":
        text = _GROUPS.sub(lambda found: f"{_LEFT_TO_RIGHT_MARK}{found[0]}{_LEFT_TO_RIGHT_MARK}", text)
    mark, ours = (_RIGHT_TO_LEFT_MARK, ("R", "AL")) if direction == "rtl" else (_LEFT_TO_RIGHT_MARK, ("L",))
    return "\n".join(mark + line if _turned(line, ours) else line for line in text.split("\n"))


def _without_marks(text: str) -> str:
    shown = _MARK.sub(lambda match: "".join(_LOOK_ALIKE[mark] for mark in match[0]), text)
    return _QUOTE.sub("\u203a", shown)


def _block(token: Token, mark: str, depth: int) -> str:
    words = _inline(token.children or [], heading=mark == "#")
    if mark == "#":
        return f"*{words}*"
    return f"{'  ' * max(depth - 1, 0)}{mark}{words}"


def _inline(children: list[Token], heading: bool) -> str:
    pieces, address = [], ""
    for child in children:
        if child.type == "link_open":
            address = str(child.attrGet("href") or "")
        elif child.type == "link_close":
            shown = "".join(pieces).endswith(address)
            pieces.append("" if shown or not address.startswith(("http", "tel:")) else f" ({address.removeprefix('tel:')})")
        elif child.type in _MARKS:
            pieces.append("" if heading and _MARKS[child.type] == "*" else _MARKS[child.type])
        else:
            pieces.append(escape(child.content))
    return "".join(pieces)


def _spaced(blocks: list[str]) -> str:
    """An empty line between blocks, none between the points of a list."""
    point = re.compile(r"\s*(- |\d+\. )")
    lines: list[str] = []
    for before, block in zip(["", *blocks], blocks):
        together = point.match(before) and point.match(block)
        lines += [block] if together or not lines else ["", block]
    return "\n".join(lines)


def _turned(line: str, ours: tuple[str, ...]) -> bool:
    letters = (unicodedata.bidirectional(letter) for letter in line if letter != _LEFT_TO_RIGHT_MARK)
    strong = next((kind for kind in letters if kind in ("L", "R", "AL")), None)
    return strong is not None and strong not in ours
