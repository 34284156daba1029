"""What was typed into the forms of an entry."""

from console.editing.bench import lines_of as _lines
from console.frame.forms import Form
from knowledge_base.editing.draft import WrittenFrame, WrittenSource, WrittenText

_SOURCE = ("url", "publisher", "checked_on", "supports", "seen")


def read_text(form: Form) -> WrittenText:
    """One language; a question per line."""
    return WrittenText(form.get("title").strip(), _lines(form.get("questions")), form.get("summary").strip(), form.get("body").strip())


def read_frame(form: Form) -> WrittenFrame:
    """What has no language; a source without link and publisher is no source."""
    columns = [form.all(f"source_{name}") for name in _SOURCE]
    rows = [WrittenSource(*(value.strip() for value in row)) for row in zip(*columns)]
    sources = tuple(source for source in rows if source.url or source.publisher)
    lists = {name: _lines(form.get(name)) for name in ("legal_basis", "related", "services", "needs", "verify")}
    return WrittenFrame(form.get("section").strip(), form.get("review_by").strip(), sources, **lists)
