"""Today: what needs the person who is signed in, each line with the page where it is done; and below, every place they may go."""

from collections.abc import Callable, Sequence

from fastapi import APIRouter, Response

from bot.errors import NotFound
from console.frame.doors import allowed
from console.frame.look import day
from console.frame.paging import leaf_of
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.home.todo import Kind
from console.permissions import Act, may

LINES = 100  # of a list, on one page


def home_section(kinds: Sequence[Kind] = (), links_checked: Callable[[], float | None] = lambda: None) -> Section:
    """`links_checked`: when links were last asked for, in seconds since 1970; None when never."""
    router = APIRouter()

    @router.get("/")
    def home(staff: Staff = allowed(Act.SEE_HOME)) -> Response:
        others = [place for place in staff.places if place.section != "home"]
        mine = [(kind, kind.how_many()) for kind in kinds if may(staff.account, kind.act)]
        return staff.page(
            "home/home.html", others=others, mine=[(kind, n) for kind, n in mine if n], works=bool(mine), checked=links_checked()
        )

    @router.get("/today/{key}")
    def listed(key: str, staff: Staff = allowed(Act.SEE_TODAY)) -> Response:
        kind = next((kind for kind in kinds if kind.key == key and not kind.path and may(staff.account, kind.act)), None)
        if kind is None:
            raise NotFound("there is no such list")
        items = kind.items()
        leaf = leaf_of(items, LINES, staff.request)
        values = {"day": lambda when: day(when, staff.language, "long"), "checked": links_checked()}
        return staff.page("home/list.html", kind=kind, items=leaf.items, total=len(items), leaf=leaf, **values)

    return Section("home", router, (Place("home", "home", "/", Act.SEE_HOME),))
