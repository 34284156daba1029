"""The page with all papers of a kind: filtered, in pages, and what is only a draft yet."""

from collections.abc import Mapping, Sequence

from fastapi import Response

from console.editing.bench import Bench
from console.editing.listing import SPECIAL, Line, chosen
from console.frame.paging import leaf_of
from console.frame.visit import Staff

LINES = 50  # on one page


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
    leaf = leaf_of(found, LINES, staff.request)
    values = {"lines": leaf.items, "count": len(found), "total": len(lines), "pages": leaf.addresses, "number": leaf.number}
    values |= {"city": city, "cities": bench.cities, "sections": sections, "columns": columns, "states": states, "special": SPECIAL}
    return staff.page("knowledge/table.html", asked=asked, words=bench.name, acts=bench.acts, **values)


def city_asked(staff: Staff, bench: Bench) -> str:
    """The city that the page is about."""
    asked = staff.request.query_params.get("city")
    return asked if asked in bench.cities else bench.city
