"""The pages of the directory: what is unknown, hours that a person fills in, review, publishing; with everything in memory."""

from datetime import date, datetime, time

import pytest

from bot.previewing import ServicePreviews
from bot.texts import Texts
from console.directory.bench import DirectoryBench
from console.directory.routes import directory_section
from knowledge_base.directory import DAYS
from knowledge_base.editing.drafts import MemoryDrafts
from knowledge_base.editing.life import Desk
from knowledge_base.editing.services.desk import ServicePapers
from knowledge_base.finding_services import is_open
from knowledge_base.repository import MemoryEntryRepository
from tests.contract.knowledge_base.samples import directory, service
from tests.unit.bot.fakes import entry
from tests.unit.console.test_knowledge import Town
from tests.unit.console.world import World

PAGE = "/directory/bilbao/srv-office"
FORM = {
    "organization_id": "org-town", "phones": "944 20 00 00\n112", "opens_at": ["09:15", ""], "closes_at": ["13:45", ""], "days_0": ["MO", "TH"],
    "address_1": "Calle Colón 3", "city": "Bilbao", "district": "abando", "needs": ["legal"], "languages": "es eu", "assured_date": "2026-11-21",
    "saves": "0",
}  # fmt: skip


class Directory(World):
    """A console with a directory of two services and an entry that sends people to one."""

    def __init__(self):
        self.repository = MemoryEntryRepository()
        self.repository.save_directory("bilbao", directory(service(), service("srv-bare", phones=(), schedules=(), location=None, url="")))
        self.repository.save([entry("storks", services=("srv-office",)), entry("herons")])
        self.papers = Desk(ServicePapers(self.repository), MemoryDrafts())
        texts = Texts.load()
        bench = DirectoryBench(self.papers, ServicePreviews(texts), {"mul": "mul"} | dict(texts.languages), "bilbao")
        super().__init__(sections=[Town().section, directory_section(bench)])

    def live(self, id: str = "srv-office"):
        return next((one for one in self.repository.directory("bilbao").services if one.id == id), None)


@pytest.fixture
def town() -> Directory:
    return Directory()


@pytest.fixture
def editor(town):
    return town.signed_in("editor", name="Edurne")


def publish(town, editor, id: str = "srv-office"):
    draft = f"/directory/bilbao/{id}/draft/{editor.account.id}"
    assert editor.send(f"{draft}/send").status_code == 303
    saves = town.papers.drafts.find("bilbao", id, editor.account.id).saves
    return town.signed_in("reviewer", name="Rosa").send(f"{draft}/publish", saves=str(saves))


def test_changed_hours_and_telephone_are_live_when_somebody_else_published_them(town, editor):
    assert editor.send(f"{PAGE}/frame", f"{PAGE}/frame", **FORM).status_code == 303
    assert town.live() == service(), "nothing before that"
    assert publish(town, editor).status_code == 303

    live = town.live()
    assert [phone.number for phone in live.phones] == ["944 20 00 00", "112"]
    assert [(one.byday, one.opens_at, one.closes_at) for one in live.schedules] == [(("MO", "TH"), time(9, 15), time(13, 45))]
    assert live.name == service().name and live.description == service().description
    assert [one.kind for one in town.papers.history("bilbao", "srv-office")] == ["found", "published"]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"phones": "12"}, "phones[1]"),
        ({"phones": "no phone"}, "phones[1].number"),
        ({"days_0": []}, "schedules[1].byday"),
        ({"opens_at": ["25:00"], "closes_at": ["26:00"]}, "schedules[1].opens_at"),
        ({"opens_at": ["09:00", "10:00"], "closes_at": ["12:00", "14:00"], "days_1": ["MO"]}, "schedules"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"closed_until": "mañana"}, "closed_until"),
        ({"district": "nowhere"}, "location.district"),
        ({"needs": ["gold"]}, "needs"),
        ({"organization_id": "", "new_organization": ""}, "organization_id"),
    ],
)
def test_faults_are_named_by_field_and_nothing_is_sent(town, editor, changes, key):
    editor.send(f"{PAGE}/frame", f"{PAGE}/frame", **FORM | changes)
    answer = editor.send(f"{PAGE}/draft/{editor.account.id}/send")

    assert answer.status_code == 422 and f"srv-office: {key}<" in answer.text
    assert town.live() == service()


def test_closed_for_a_time_is_closed_and_says_until_when(town, editor):
    again = date(date.today().year + 1, 1, 7)
    editor.send(f"{PAGE}/frame", f"{PAGE}/frame", **FORM | {"days_0": list(DAYS), "closed_until": again.isoformat()})
    publish(town, editor)

    assert town.live().closed_until == again
    noon = datetime.combine(date.today(), time(12))
    assert is_open(town.live(), noon) is False and is_open(town.live(), datetime.combine(again, time(12))) is True
    assert "Vuelve a abrir" in editor.get(PAGE).text


def test_new_service_of_a_new_organization(town, editor):
    new = "/directory/bilbao/srv-nueva"
    assert editor.send("/directory/new", "/directory", city="bilbao", id="srv-nueva").headers["location"].endswith(f"{new}/frame")
    editor.send(f"{new}/frame", f"{new}/frame", **FORM | {"organization_id": "", "new_organization": "Asociación Ñandú"})
    saves = town.papers.drafts.find("bilbao", "srv-nueva", editor.account.id).saves
    editor.send(f"{new}/text/mul", f"{new}/text/mul", name="Ropero", saves=str(saves))
    assert publish(town, editor, "srv-nueva").status_code == 303

    assert town.live("srv-nueva").name == {"": "Ropero"} and town.live("srv-nueva").organization_id == "org-asociación-ñandú"
    assert [one.name for one in town.repository.directory("bilbao").organizations][-1] == "Asociación Ñandú"


def test_words_of_one_language_leave_the_others(town, editor):
    editor.send(f"{PAGE}/text/fr", f"{PAGE}/text/fr", name="Bureau", phone_number=["010"], phone_words=["De la ville"], saves="0")
    publish(town, editor)

    assert town.live().name == {"": "Oficina", "fr": "Bureau"} and town.live().description == service().description
    assert town.live().phones[0].description == {"fr": "De la ville"} and town.live().phones[1] == service().phones[1]


def test_table_says_what_is_not_known_and_is_filtered_by_need_and_district(editor):
    assert editor.get("/directory").text.count('<th scope="row"') == 2
    assert editor.get("/directory?section=abando").text.count('<th scope="row"') == 1
    assert editor.get("/directory?written_in=hours&state=missing").text.count('<th scope="row"') == 1


def test_page_shows_what_people_see_and_which_entries_send_them(editor):
    page = editor.get(PAGE).text
    assert "/knowledge/bilbao/storks" in page and "/knowledge/bilbao/herons" not in page
    assert "94 401 00 10" in page


def test_agents_read_and_cannot_write(town):
    agent = town.signed_in("agent")
    assert agent.get(PAGE).status_code == 200 and agent.get(f"{PAGE}/frame").status_code == 403


def test_confirmed_withdrawn_and_put_back(town):
    reviewer = town.signed_in("reviewer")
    reviewer.send(f"{PAGE}/confirm")
    assert town.live().assured_date == date.today()
    reviewer.send(f"{PAGE}/withdraw")
    assert town.live() is None and "/knowledge/bilbao/storks" in reviewer.get("/knowledge/bilbao/storks").text
    reviewer.send(f"{PAGE}/history/1/restore", f"{PAGE}/history/1")
    assert town.live() == service()
