"""Small entries, services and content folders for tests."""

from datetime import date, time
from pathlib import Path

from knowledge_base.city_content import Negative
from knowledge_base.directory import Directory, Evidence, Location, Organization, Phone, Schedule, Service
from knowledge_base.entry import Entry, EntryText, Source, Status

LOOKED = date(2026, 11, 21)


def source(**changes) -> Source:
    values = {"url": "https://www.bilbao.eus/padron", "publisher": "Ayuntamiento", "checked_on": LOOKED}
    return Source(**values | {"supports": "Where to go.", "seen": "A"} | changes)


def text(language: str = "es", **changes) -> EntryText:
    values = {
        "title": f"Padrón ({language})",
        "questions": (f"que es el padron {language}", f"¿para qué sirve? {language}"),
        "summary": "El papel que dice dónde vives: cuesta 0 €.",
        "body": "## Qué hacer\n1. Ve a la oficina.\n\n## Cuánto cuesta\nNada.",
        "status": Status.DRAFT,
        "source_revision": 1,
    }
    return EntryText(language, **values | changes)


def entry(id: str = "padron-que-es", texts: list[EntryText] | None = None, **changes) -> Entry:
    texts = [text()] if texts is None else texts
    values = {
        "section": "padron",
        "city": "bilbao",
        "sources": (source(),),
        "legal_basis": ("LBRL art. 15",),
        "related": (),
        "services": (),
        "verify": ("Amount: not seen.",),
        "review_by": date(2027, 2, 21),
        "texts": {text.language: text for text in texts},
        "revision": max((text.source_revision for text in texts), default=1),
    }
    return Entry(id, **values | changes)


def service(id: str = "srv-office", **changes) -> Service:
    values = {
        "organization_id": "org-town",
        "name": {"": "Oficina"},
        "description": {"es": "Atiende: a todas.", "ar": "مكتب"},
        "phones": (Phone("010"), Phone("94 401 00 10", {"es": "Desde el móvil"})),
        "schedules": (Schedule(time(10), time(14, 30), ("MO", "TU", "WE", "TH", "FR")),),
        "location": Location("Calle Colón 3", "Bilbao", "01001", "abando", 43.2603, -2.9334),
        "languages": ("es", "no"),
        "needs": ("reception", "legal"),
        "assured_date": LOOKED,
        "sources": (Evidence("Background knowledge", "C"), Evidence("Ayuntamiento", "A", "https://www.bilbao.eus", LOOKED)),
        "verify": ("Hours: not seen.",),
    }
    return Service(id, **values | changes)


def directory(*services: Service) -> Directory:
    organizations = (Organization("org-town", "Ayuntamiento", {"es": "De la ciudad"}, "https://www.bilbao.eus"),)
    return Directory(organizations, services or (service(),), {"abando": "Abando", "deusto": "Deusto"})


NEGATIVES = [Negative("va a llover?", "es"), Negative("غدا", "ar"), Negative("mi tarjeta", "es", "nie-tie")]

ENTRY_YML = """\
id: padron-que-es
section: padron
city: bilbao
sources:
- url: https://www.bilbao.eus/padron
  publisher: Ayuntamiento
  checked_on: 2026-11-21
  supports: Where to go.
  seen: A
legal_basis: []
related: []
services: []
verify: []
review_by: 2027-02-21
"""

SPANISH = """\
---
title: Qué es el padrón
questions:
- que es el padron
- para que sirve
summary: >-
  El papel que dice dónde vives. Llama al 900 840 111.
status: draft
source_revision: 2
---
## Qué hacer
1. Llama al 900 840 111 antes del 3 de mayo.
2. Mira [la página](https://www.bilbao.eus/padron).
"""

FRENCH = """\
---
title: Le padrón
questions:
- c'est quoi le padron
summary: >-
  Le papier qui dit où vous habitez. Appelez le 900 840 111.
status: machine-draft
source_revision: 2
---
## Que faire
1. Appelez le 900 840 111 avant le 3 mai.
"""


def content_folder(folder: Path, changes: dict[str, str | bytes] | None = None) -> Path:
    """A folder with one sound entry in Spanish and French; `changes` adds or replaces files by their path."""
    topic = "bilbao/padron/padron-que-es"
    files = {f"{topic}/entry.yml": ENTRY_YML, f"{topic}/es.md": SPANISH, f"{topic}/fr.md": FRENCH} | (changes or {})
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
