"""What was typed into the forms of a card."""

from console.editing.bench import lines_of
from console.frame.forms import Form
from rumours.card_files import EVIDENCE_KEYS
from rumours.editing.written import WrittenCard, WrittenCardText, WrittenEvidence
from rumours.rumour import LISTS, PARTS, WORDS


def read_text(form: Form) -> WrittenCardText:
    """One language; of a list one item a line."""
    words = {name: form.get(name).strip() for name in WORDS}
    lists = {name: lines_of(form.get(name)) for name in LISTS}
    said = zip(form.all("sentence_of"), form.all("sentence"))
    return WrittenCardText(**words, **lists, evidence={id: sentence.strip() for id, sentence in said})


def read_frame(form: Form) -> WrittenCard:
    """What has no language. Evidence without place, publisher and address is none; one without a name gets one."""
    rows = [dict(zip(EVIDENCE_KEYS, map(str.strip, row))) for row in zip(*(form.all(f"evidence_{key}") for key in EVIDENCE_KEYS))]
    kept = [(n, row) for n, row in enumerate(rows) if _is_filled(row) and not form.get(f"drop_{n}")]
    _name([row for _, row in kept])
    leaning = {part: [row["id"] for n, row in kept if part in form.all(f"leans_{n}")] for part in PARTS}
    rests_on = {part: _in_order(ids, form.get(f"order_{part}").split()) for part, ids in leaning.items()}
    lists = {name: lines_of(form.get(name)) for name in ("circulates", "related", "entries", "verify")}
    words = {name: form.get(name).strip() for name in ("category", "verdict", "handle_with_care", "review_by")}
    return WrittenCard(**words, evidence=tuple(WrittenEvidence(**row) for _, row in kept), rests_on=rests_on, **lists)


def _is_filled(row: dict[str, str]) -> bool:
    return any(row[key] for key in ("territory", "publisher", "url"))


def _name(rows: list[dict[str, str]]) -> None:
    """Give an id to what has none: nobody should have to invent one."""
    taken = {row["id"] for row in rows}
    for row in rows:
        if not row["id"]:
            row["id"] = next(id for number in range(1, len(rows) + 2) if (id := f"e{number}") not in taken)
            taken.add(row["id"])


def _in_order(ids: list[str], before: list[str]) -> tuple[str, ...]:
    """As they stood before, new ones last: the first of a text is its leading figure."""
    return tuple(sorted(ids, key=lambda id: before.index(id) if id in before else len(before)))
