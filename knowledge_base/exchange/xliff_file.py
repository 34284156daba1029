"""Sheets as XLIFF 1.2, which every program of translators reads (decision 19). One `file` for each entry, one unit for each passage."""

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree
from translate.storage.xliff import Xliff1File, Xliff1Unit

from knowledge_base.exchange.files import LARGEST, MOST_SHEETS, FileRefused, number, place, placed
from knowledge_base.exchange.sheets import Passage, Sheet

_EMPTY = b"""<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"></xliff>"""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PRODUCT = "harrera"  # `product-version` of a file is the revision of its original


def write_xliff(sheets: Iterable[Sheet]) -> bytes:
    """A file for each sheet; what was translated before stands in the targets, approved when it is reviewed and not stale."""
    root = etree.fromstring(_EMPTY)
    for sheet in sheets:
        root.append(_file(sheet, root.nsmap[None]))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _file(sheet: Sheet, namespace: str) -> Any:
    file = etree.Element(f"{{{namespace}}}file", nsmap={None: namespace})
    languages = {"source-language": sheet.source_language, "target-language": sheet.language, "datatype": "plaintext"}
    product = {"product-name": PRODUCT, "product-version": str(sheet.revision)}
    for name, value in ({"original": place(sheet.city, sheet.entry_id)} | languages | product).items():
        file.set(name, value)
    body = etree.SubElement(file, f"{{{namespace}}}body")
    for passage in sheet.passages:
        body.append(_unit(passage, sheet, namespace))
    return file


def _unit(passage: Passage, sheet: Sheet, namespace: str) -> Any:
    unit = etree.Element(f"{{{namespace}}}trans-unit", id=passage.key)
    unit.set(_SPACE, "preserve")
    if sheet.is_approved and passage.target:
        unit.set("approved", "yes")
    etree.SubElement(unit, f"{{{namespace}}}source").text = passage.source
    if passage.target:
        etree.SubElement(unit, f"{{{namespace}}}target").text = passage.target
    return unit


def read_xliff(content: bytes) -> list[Sheet]:
    """Sheets in the order of the file.

    Raises FileRefused: `too_large`, `entities` (a document type: nothing of ours has one), `xml` (with the line), `version`, `many`.
    """
    if len(content) > LARGEST:
        raise FileRefused("too_large")
    _look_first(content)
    try:
        sheets = list(_sheets(Xliff1File.parsestring(content)))
    except (ValueError, KeyError, StopIteration, etree.LxmlError, AttributeError):
        raise FileRefused("xml") from None
    if len(sheets) > MOST_SHEETS:
        raise FileRefused("many")
    return sheets


def _look_first(content: bytes) -> None:
    """With a parser that neither expands an entity nor opens another file, before any library reads it."""
    if b"<!" in content[:4096] and b"<!DOCTYPE" in content.replace(b"\0", b"").upper():
        raise FileRefused("entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileRefused("xml", getattr(error, "lineno", 0) or 0) from None
    if root.getroottree().docinfo.doctype:
        raise FileRefused("entities")
    name = etree.QName(root)
    if name.localname != "xliff" or not (root.get("version") or "").startswith("1."):
        raise FileRefused("version" if name.localname == "xliff" else "xml")


def _sheets(found: Xliff1File) -> Iterator[Sheet]:
    units: dict[Any, list[Passage]] = {file: [] for file in found.document.getroot().iterchildren(found.namespaced("file"))}
    for unit in found.units:
        units[next(unit.xmlelement.iterancestors(found.namespaced("file")))].append(_passage(unit))
    return (_sheet(file, tuple(passages)) for file, passages in units.items())


def _sheet(file: Any, passages: tuple[Passage, ...]) -> Sheet:
    revision = number(file.get("product-version", "")) if file.get("product-name") == PRODUCT else 0
    languages = file.get("source-language", "").strip(), file.get("target-language", "").strip()
    return Sheet(*placed(file.get("original", "")), *languages, revision, passages)


def _passage(unit: Xliff1Unit) -> Passage:
    node = unit.xmlelement
    return Passage(node.get("id", ""), str(unit.source or ""), str(unit.target or ""), node.sourceline or 0)
