"""Where to go: services for what was named, or for what the talk is about."""

from bot.texts import Texts
from knowledge_base.directory import Location
from tests.contract.knowledge_base.samples import directory, service
from tests.unit.bot.fakes import FakeLibrary, entry, run, sure_of, toolbox

TEXTS = Texts.load()


def test_service_is_found_for_a_place():
    tools = toolbox(FakeLibrary(directory=directory(service("srv-010", needs=("padron",)))))
    reply = run(tools, "action_find_service", "¿dónde?", entities={"procedure": ["padron"]}).replies[0]

    assert "010" in reply.text and "Calle Colón 3" in reply.text and reply.sources
    assert all(source.url and source.checked_on for source in reply.sources), "what nobody saw has no source line"


def test_service_of_the_district_comes_first():
    far = service("srv-010", needs=("padron",), location=Location("Lejos 1", "Bilbao", "01001", "deusto", 43.2, -2.9))
    tools = toolbox(FakeLibrary(directory=directory(far, service("srv-harreragune", needs=("padron",)))))
    entities = {"procedure": ["padron"], "district": ["abando"]}

    text = run(tools, "action_find_service", "", entities=entities).replies[0].text
    assert text.index("Calle Colón 3") < text.index("Lejos 1")


def test_hours_of_the_last_topics_services():
    library = FakeLibrary(entry("tis-osakidetza", services=("srv-office",)), directory=directory())
    reply = run(toolbox(library), "action_opening_hours", "", slots={"last_topic": "tis-osakidetza"}).replies[0]

    assert "10:00-14:30" in reply.text and reply.topic == "tis-osakidetza"


def test_service_of_the_entry_that_was_meant_leads_to_it():
    asked = {"¿dónde saco la tarjeta?": sure_of("tis-osakidetza"), "¿dónde está eso?": sure_of("escolarizacion")}
    offices = directory(service(needs=("padron",)))
    library = FakeLibrary(entry("tis-osakidetza", services=("srv-office",)), entry("escolarizacion"), found=asked, directory=offices)
    entities = {"procedure": ["padron"]}

    found = run(toolbox(library), "action_find_service", "¿dónde saco la tarjeta?", entities=entities)
    assert found.replies[0].topic == found.slots["last_topic"] == "tis-osakidetza" and "010" in found.replies[0].text
    assert found.replies[0].buttons[0].payload == "topic:tis-osakidetza"
    other = run(toolbox(library), "action_find_service", "¿dónde está eso?", entities=entities)
    assert other.replies[0].topic is None and other.slots == {"shown_services": "srv-office"}


def test_where_that_is_asks_for_the_services_of_the_last_topic():
    library = FakeLibrary(entry("tis-osakidetza", services=("srv-office",)), directory=directory())
    asks_on, other = (
        run(toolbox(library), "action_find_service", text, slots={"last_topic": "tis-osakidetza"}).replies[0]
        for text in ("and where", "where")
    )

    assert asks_on.topic == "tis-osakidetza" and "Calle" in asks_on.text
    assert other.topic is None


def test_hours_are_those_of_the_services_shown_last():
    """Not of what was talked about before them."""
    offices = directory(service(), service("srv-010", name={"": "Otra"}, needs=("padron",)))
    tools = toolbox(FakeLibrary(entry("tis-osakidetza", services=("srv-office",)), directory=offices))
    before = {"last_topic": "tis-osakidetza"}
    shown = run(tools, "action_find_service", "¿dónde?", entities={"procedure": ["padron"]}, slots=before)

    hours = run(tools, "action_opening_hours", "a qué hora abren", slots=before | shown.slots).replies[0]
    assert shown.slots["shown_services"] == "srv-010" and hours.topic is None
    assert "Otra" in hours.text and "Oficina" not in hours.text
    again = run(tools, "action_opening_hours", "a qué hora abren", slots=before | {"shown_services": "srv-office gone"}).replies[0]
    assert again.topic == "tis-osakidetza", "the entry names what was shown"


def test_place_that_nobody_knows_is_asked_back(tools):
    assert run(tools, "action_find_service", "¿dónde?").replies[0].text == TEXTS.get("es", "service.need_which")
