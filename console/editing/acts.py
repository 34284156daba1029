"""What is done with a published paper at once: still valid, withdrawn. And all the routes of a kind together."""

from datetime import UTC, date, datetime

from fastapi import APIRouter, Response

from bot.errors import BadInput
from console.editing.bench import Bench
from console.editing.history import history_routes
from console.editing.review import review_routes
from console.editing.writing import writing_routes
from console.frame.doors import allowed
from console.frame.visit import Staff
from knowledge_base.entry import is_name


def today() -> date:
    return datetime.now(UTC).date()


def editing_routes(router: APIRouter, bench: Bench) -> None:
    """Everything but the section's own pages, the table and the paper itself; to be added after those."""

    @router.post("/new")
    def new(staff: Staff = allowed(bench.acts.write)) -> Response:
        city, id = staff.form.get("city"), staff.form.get("id").strip()
        if not is_name(id) or city not in bench.cities:
            raise BadInput("it is called by a name without spaces or slashes")
        return staff.goes_to(f"{bench.address(city, id)}/frame")

    @router.post("/{city}/{id}/confirm")
    def confirm(city: str, id: str, staff: Staff = allowed(bench.acts.confirm)) -> Response:
        version = bench.desk.confirm(city, id, staff.account.id, today())
        bench.did(staff, bench.acts.confirm, city, id, version.number)
        return staff.goes_to(bench.address(city, id), "knowledge.said.confirmed")

    @router.post("/{city}/{id}/withdraw")
    def withdraw(city: str, id: str, staff: Staff = allowed(bench.acts.withdraw)) -> Response:
        version = bench.desk.withdraw(city, id, staff.account.id)
        bench.did(staff, bench.acts.withdraw, city, id, version.number)
        return staff.goes_to(f"{bench.address(city, id)}/history", "knowledge.said.withdrawn")

    for add in (writing_routes, review_routes, history_routes):
        add(router, bench)
