"""The home page: what the person may do here, each with a link to the page where it is done."""

from fastapi import APIRouter, Response

from console.frame.doors import allowed
from console.frame.sections import Place, Section
from console.frame.visit import Staff
from console.permissions import Act


def home_section() -> Section:
    router = APIRouter()

    @router.get("/")
    def home(staff: Staff = allowed(Act.SEE_HOME)) -> Response:
        return staff.page("home/home.html", others=[place for place in staff.places if place.section != "home"])

    return Section("home", router, (Place("home", "home", "/", Act.SEE_HOME),))
