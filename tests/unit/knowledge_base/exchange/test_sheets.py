"""A language out and in again as XLIFF and as a table: nothing is lost, and what programs make of the files is read."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.content_check import check_folder
from knowledge_base.exchange.csv_file import COLUMNS, guarded, read_csv, unguarded, write_csv
from knowledge_base.exchange.files import LARGEST, FileRefused
from knowledge_base.exchange.sheets import Passage, Sheet, Unusable, sheet_of, text_of
from knowledge_base.exchange.xliff_file import read_xliff, write_xliff
from tests.contract.knowledge_base.samples import entry, text

CONTENT = Path(__file__).parents[4] / "knowledge_base" / "content"
SHEET = sheet_of(entry(texts=[text(), text("ar", title="القيد في السجل", body="## ماذا تفعل\n1. اذهب.\n\n- 0 €")]), "ar")
BOTH = pytest.mark.parametrize(("write", "read"), [(write_xliff, read_xliff), (write_csv, read_csv)], ids=["xliff", "csv"])


@pytest.fixture(scope="module")
def shipped():
    contents = check_folder(CONTENT, "bilbao").must_be_clean()
    return [found for content in contents for found in content.entries]


@BOTH
def test_every_shipped_text_comes_back_to_the_letter(shipped, write, read):
    languages = {language for entry in shipped for language in entry.texts} - {"es"}
    assert len(languages) == 10
    for language in languages:
        entries = [found for found in shipped if language in found.texts]
        again = read(write(sheet_of(found, language) for found in entries))
        for found, sheet in zip(entries, again, strict=True):
            written, known = text_of(sheet), found.texts[language]
            assert (sheet.city, sheet.entry_id, sheet.language, sheet.revision) == (found.city, found.id, language, found.revision)
            assert (written.title, written.questions, written.summary, written.body) == (
                known.title, known.questions, known.summary, known.body,
            )  # fmt: skip


@BOTH
def test_original_stands_beside_what_is_to_be_written(write, read):
    (sheet,) = read(write([sheet_of(entry(), "ar")]))
    assert [(p.key, p.target) for p in sheet.passages] == [(key, "") for key in ("title", "questions", "summary", "body 1/2", "body 2/2")]
    assert sheet.passages[1].source == "que es el padron es\n¿para qué sirve? es"
    assert sheet.is_empty


def test_reviewed_text_is_approved_for_programs_of_translators_and_a_stale_one_is_not():
    reviewed = text("ar", status="reviewed")
    assert b'approved="yes"' in write_xliff([sheet_of(entry(texts=[text(), reviewed]), "ar")])
    assert b"approved" not in write_xliff([sheet_of(entry(texts=[text(source_revision=2), reviewed]), "ar")])


def test_translation_in_other_paragraphs_travels_as_one_piece():
    sheet = sheet_of(entry(texts=[text(), text("eu", body="bat\n\nbi\n\nhiru")]), "eu")
    assert [passage.key for passage in sheet.passages][3:] == ["body 1/1"]
    assert text_of(sheet).body == "bat\n\nbi\n\nhiru"


@pytest.mark.parametrize(
    ("change", "code", "keys"),
    [
        (lambda found: found[:-1], "unfinished", ("body 2/2",)),
        (lambda found: [replace(found[0], target=" "), *found[1:]], "unfinished", ("title",)),
        (lambda found: [*found, Passage("colour", "x", "y")], "unknown", ("colour",)),
        (lambda found: [*found, Passage("body 3/2", "x", "y")], "unknown", ("body 1/2", "body 2/2", "body 3/2")),
        (lambda found: [*found, Passage("body 1/9", "x", "y")], "unknown", ("body 1/2", "body 1/9", "body 2/2")),
        (lambda found: [*found, found[0]], "twice", ("title",)),
    ],
)
def test_sheet_that_makes_no_text_says_which_passages(change, code, keys):
    with pytest.raises(Unusable) as refused:
        text_of(replace(SHEET, passages=tuple(change(list(SHEET.passages)))))
    assert (refused.value.code, refused.value.keys) == (code, keys)


def rewritten(delimiter: str, encoding: str, before: str = "") -> bytes:
    """The table of SHEET, with Spanish words, as another program saves it."""
    spanish = replace(SHEET, language="fr", passages=tuple(replace(p, target="où ça coûte 0 €\nça") for p in SHEET.passages))
    rows = list(csv.reader(io.StringIO(write_csv([spanish]).decode("utf-8-sig"), newline="")))
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator="\r\n").writerows([*rows, [""] * len(rows[0])])
    return (before + written.getvalue()).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(("delimiter", "before"), [(",", ""), (";", ""), ("\t", ""), (";", "sep=;\r\n")])
def test_what_spreadsheets_save_is_read(encoding, delimiter, before):
    (sheet,) = read_csv(rewritten(delimiter, encoding, before))
    assert {passage.target for passage in sheet.passages} == {"où ça coûte 0 €\nça"}
    assert sheet.passages[0].line == (3 if before else 2)


def test_line_of_a_table_is_told_also_behind_cells_of_several_lines():
    (sheet,) = read_csv(write_csv([SHEET]))
    assert [passage.line for passage in sheet.passages] == [2, 3, 6, 7, 10]


def test_table_that_was_sorted_and_got_columns_is_read():
    head, *rows = csv.reader(io.StringIO(write_csv([SHEET]).decode("utf-8-sig"), newline=""))
    written = io.StringIO(newline="")
    csv.writer(written).writerows([["note", *head], *([str(n), *row] for n, row in enumerate(reversed(rows)))])
    (sheet,) = read_csv(written.getvalue().encode())
    assert text_of(sheet) == text_of(SHEET)


@given(st.text(st.characters(exclude_characters="\0\r", exclude_categories=("Cs",)), max_size=30))
def test_formula_guard_can_be_taken_away_again(cell):
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t"))


@pytest.mark.parametrize("cell", ["=1+1", "+34", "-list", "@x", "'=1", "''@x", "\tx"])
def test_spreadsheet_calculates_nothing_of_ours(cell):
    sheet = replace(SHEET, passages=(Passage("title", cell, cell),))
    table = write_csv([sheet]).decode("utf-8-sig")
    assert f'"{cell}"' not in table and f"'{cell}" in table
    assert read_csv(table.encode())[0].passages[0].target == cell


def refused(read, content: bytes) -> tuple[str, int]:
    with pytest.raises(FileRefused) as error:
        read(content)
    return error.value.reason, error.value.line


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        (b"", "empty", 1),
        (b"\n\n", "empty", 1),
        (b"a,b\n1,2\n", "columns", 1),
        (b"PK\x03\x04\x00\x00\x00\x00", "encoding", 0),
        (write_csv([SHEET]).decode("utf-8-sig").encode("utf-16-le"), "encoding", 0),
        (b"\xff\xfe\x00", "encoding", 0),
        ((",".join(COLUMNS) + '\na,1,title\n').encode(), "cells", 2),
        ((",".join(COLUMNS) + '\na,1,title,es,x,ar,"never closed\n').encode(), "cells", 2),
        ((",".join(COLUMNS) + "\na,1,title,es,x,ar," + "y" * 200_000).encode(), "cells", 2),
        ((",".join(COLUMNS) + "\na,1,title,es,x,ar,???? ??").encode() + b"\xe9", "encoding", 0),
        ((",".join(COLUMNS) + "\na,1,title,es,x,fr,???? ??").encode() + b"\xe9", "encoding", 0),
        (b"x" * (LARGEST + 1), "too_large", 0),
    ],
)  # fmt: skip
def test_table_that_cannot_be_read_says_why_and_where(content, reason, line):
    found, where = refused(read_csv, content)
    assert found == reason and (where == line or reason == "cells" and where)


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
BODY = b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="bilbao/x"><body/></file></xliff>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "xml"),
        (b"<xliff", "xml"),
        (write_xliff([SHEET])[:-40], "xml"),
        (b"<html/>", "xml"),
        (BOMB + BODY, "entities"),
        (OUTSIDE + BODY, "entities"),
        ((OUTSIDE + BODY).replace(b"<?xml version=\"1.0\"?>", b"").decode().encode("utf-16"), "entities"),
        (b" " * 5000 + OUTSIDE[21:] + BODY, "entities"),
        (b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "version"),
        (b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "xml"),
        (b"<xliff version='1.2'>" + b"<a>" * 3000 + b"</xliff>", "xml"),
        (b" " * (LARGEST + 1), "too_large"),
    ],
)  # fmt: skip
def test_xliff_that_cannot_be_read_says_why(content, reason):
    assert refused(read_xliff, content)[0] == reason


def test_broken_xml_says_the_line():
    broken = write_xliff([SHEET]).replace(b'<trans-unit id="summary"', b"<trans-unit id=summary", 1)
    reason, line = refused(read_xliff, broken)
    assert reason == "xml" and line > 5


def test_segments_and_marks_of_a_translators_program_become_plain_text():
    parts = b'<target state="translated"><mrk mtype="seg" mid="0">bat</mrk> <mrk mtype="seg" mid="1">bi <g id="1">hiru</g></mrk></target>'
    written = write_xliff([replace(SHEET, passages=(Passage("title", "x", "@@@"),))]).replace(b"<target>@@@</target>", parts)
    assert read_xliff(written)[0].passages[0].target == "bat bi hiru"


def test_revision_as_a_spreadsheet_writes_it_back():
    table = write_csv([replace(SHEET, revision=3)]).decode("utf-8-sig")
    for written, read in (("3.0", 3), ("3,0", 3), (" 3 ", 3), ("three", 0), ("-3", 0), ("٣", 0), ("9" * 30, 0)):
        sheets = read_csv(table.replace('"3"', f'"{written}"').encode())
        assert {sheet.revision for sheet in sheets} == {read}


def test_empty_file_of_sheets_is_nothing():
    assert read_csv(write_csv([])) == []
    assert Sheet("a", "b", "es", "ar", 1, ()).is_empty
