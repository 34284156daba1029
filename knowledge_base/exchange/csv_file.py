"""Sheets as a table for spreadsheets: UTF-8 with a mark, so that Excel reads it right; and what spreadsheets make of it, read back."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from knowledge_base.exchange.files import LARGEST, MOST_SHEETS, FileRefused, number, place, placed
from knowledge_base.exchange.sheets import Passage, Sheet

COLUMNS = ("entry", "revision", "key", "source_language", "original", "language", "translation")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")  # what a spreadsheet would calculate, and what we wrote before it
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_WESTERN = ("es", "eu", "en", "fr", "pt", "ca", "gl", "de", "it")  # whose letters are all in Windows' old western table
_UNREAD = re.compile(r"\?{3,}")  # what stands where a letter was that an old encoding has not


def write_csv(sheets: Iterable[Sheet]) -> bytes:
    """One line for each passage."""
    written = io.StringIO(newline="")
    table = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for sheet in sheets:
        for passage in sheet.passages:
            row = (place(sheet.city, sheet.entry_id), str(sheet.revision), passage.key, sheet.source_language)
            table.writerow(map(guarded, (*row, passage.source, sheet.language, passage.target)))
    return written.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """With a sign before it that keeps a spreadsheet from calculating it; `unguarded` takes it away again."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def read_csv(content: bytes) -> list[Sheet]:
    """Sheets in the order of the file. Any of `,` `;` tab between the cells; UTF-8, UTF-16 or Windows' western table.

    Raises FileRefused: `too_large`, `encoding`, `empty`, `columns`, `cells` (with the line), `many`.
    """
    if len(content) > LARGEST:
        raise FileRefused("too_large")
    text, is_old = _decoded(content)
    rows = list(_rows(text))
    sheets = _sheets(rows)
    if is_old and any(_is_damaged(sheet) for sheet in sheets):
        raise FileRefused("encoding")
    return sheets


def _decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether it was in an encoding that cannot hold every language."""
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, encoding == "cp1252"
    raise FileRefused("encoding")


def _is_damaged(sheet: Sheet) -> bool:
    return sheet.language not in _WESTERN or any(_UNREAD.search(passage.target) for passage in sheet.passages)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, column -> cell) of every line that holds something."""
    lines = text.removeprefix("sep=").lstrip(",;\t\r\n") if text.startswith("sep=") else text
    skipped = text[: len(text) - len(lines)].count("\n")
    table = csv.reader(io.StringIO(lines, newline=""), delimiter=_separator(lines), strict=True)
    try:
        head = [cell.strip().casefold() for cell in next(table, [])]
        if not set(COLUMNS) <= set(head) or len(set(head) - {""}) != len([name for name in head if name]):
            raise FileRefused("columns" if any(head) else "empty", skipped + 1)
        begins = table.line_num + 1
        for cells in table:
            if len(cells) < len([name for name in head if name]) and any(cells):
                raise FileRefused("cells", skipped + begins)
            if any(cell.strip() for cell in cells):
                yield skipped + begins, {name: _cell(cell) for name, cell in zip(head, cells) if name}
            begins = table.line_num + 1
    except csv.Error:
        raise FileRefused("cells", skipped + table.line_num) from None


def _separator(text: str) -> str:
    """What stands between the cells of the first line; a cell with a title holds none of them."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _cell(cell: str) -> str:
    return unguarded(cell.replace("\r\n", "\n").replace("\r", "\n"))


def _sheets(rows: Iterable[tuple[int, dict[str, str]]]) -> list[Sheet]:
    """Lines of one entry belong together wherever they stand: people sort tables."""
    found: dict[tuple, list[Passage]] = {}
    for line, row in rows:
        of_entry = (*placed(row["entry"]), row["source_language"].strip(), row["language"].strip(), number(row["revision"]))
        found.setdefault(of_entry, []).append(Passage(row["key"].strip(), row["original"], row["translation"], line))
        if len(found) > MOST_SHEETS:
            raise FileRefused("many", line)
    return [Sheet(*of_entry, tuple(passages)) for of_entry, passages in found.items()]
