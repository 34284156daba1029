"""The page with all papers of a kind: filtered, in pages, and what is only a draft yet."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from fastapi import Response

from console.editing.bench import Bench
from console.editing.listing import SPECIAL, Line, chosen
from console.frame.visit import Staff

LINES = 100  # on one page


def table_page(
    staff: Staff,
    bench: Bench,
    city: str,
    lines: Sequence[Line],
    *,
    sections: Mapping[str, str],
    columns: Mapping[str, str],
    states: Sequence[str],
) -> Response:
    """`sections` and `columns`: code -> name; `states` are those of what stands in a column."""
    asked = staff.request.query_params.get
    found = chosen(lines, asked("words", ""), asked("section", ""), asked("state", ""), asked("written_in", ""))
    number = int(asked("page", "1")) if asked("page", "1").isdecimal() else 1
    pages = [_address(staff, page) for page in range(1, 2 + (len(found) - 1) // LINES)]
    values = {"lines": found[LINES * max(0, number - 1) : LINES * number], "count": len(found), "total": len(lines), "pages": pages}
    values |= {"city": city, "cities": bench.cities, "sections": sections, "columns": columns, "states": states, "special": SPECIAL}
    return staff.page("knowledge/table.html", asked=asked, number=number, words=bench.name, acts=bench.acts, **values)


def city_asked(staff: Staff, bench: Bench) -> str:
    """The city that the page is about."""
    asked = staff.request.query_params.get("city")
    return asked if asked in bench.cities else bench.city


def _address(staff: Staff, page: int) -> str:
    """The query of the same table at another page."""
    return urlencode(dict(staff.request.query_params) | {"page": page})
