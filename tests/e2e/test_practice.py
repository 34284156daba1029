"""Linked chats through the real engine: practice with a neighbour, where something was heard, reports, and the news that a card exists."""

import pytest

from bot.bootstrap import House
from bot.settings import Settings
from bot.texts import Texts
from console.accounts import Role
from rumours.practice.feedback import words_of
from rumours.practice.scenes import shipped_scenes
from rumours.radar import ClaimState, week_of

TEXTS = Texts.load()
SCENE = "barra-del-bar"
UNHEARD = "Fatima Canaria con el 600 123 456 me ha contado que los marcianos zurcen paraguas morados gratis en Deusto"


@pytest.fixture(scope="module")
def staff(house):
    """The same store from a process of its own, as a command of staff has it."""
    opened = House(Settings(data_dir=house.data))
    yield opened.staff
    opened.database.dispose()


@pytest.fixture(scope="module")
def account(staff) -> str:
    return staff.desk.people.invite("Practising agent", frozenset({Role.AGENT}), by=None)[0].id


@pytest.fixture
def agent(house, staff, account):
    """Somebody in a chat that is linked."""
    person = house.person(language="es")
    assert TEXTS.get("es", "agents.linked") in person.says(f"/agent {staff.agent_chats.make_code(account)}").text
    return person


def line(reaction: str, times: int = 1, language: str = "es") -> str:
    return shipped_scenes()[SCENE].in_language(language).answer(reaction, times)


def opening(language: str = "es") -> str:
    return shipped_scenes()[SCENE].in_language(language).opening


@pytest.mark.parametrize("asked", ["/practice", "quiero practicar cómo contestar a un rumor", f"practice:{SCENE}"])
def test_who_is_not_linked_is_told_what_practice_is(person, asked):
    assert person.says(asked).text == TEXTS.get("es", "agents.practice")
    assert person.says("¿Cómo saco la tarjeta sanitaria?").topic == "tis-osakidetza", "nothing goes on behind it"


def test_good_talk_in_spanish_goes_on_in_turns_and_ends_with_a_summary(agent):
    words = words_of("es")
    chosen = agent.says("quiero practicar")
    assert words["choose"] in chosen.text and len([p for p in chosen.payloads if p.startswith("practice:")]) == 6
    assert opening() in agent.presses(f"practice:{SCENE}").text

    first = agent.says("Te entiendo, llevar meses en paro es muy duro. ¿Qué pasó en tu empresa?")
    assert words["moves"]["listened"] in first.text and words["moves"]["asked"] in first.text and line("if_asked") in first.text
    second = agent.says("No es verdad que los inmigrantes nos quiten el trabajo.")
    assert words["moves"]["repeated"] in second.text and line("if_data") in second.text, "no kit while practising"
    last = agent.says("Según Fedea, en 2025 el efecto es pequeño. ¿Y a ti qué te ayudaría?")
    assert words["ended_good"] in last.text and shipped_scenes()[SCENE].in_language("es").closing_good in last.text
    assert "En 3 respuestas: escuchar: 1, preguntar: 2, repetir el rumor: 1, dato con fuente: 1" in last.text
    assert last.payloads == [f"practice:{SCENE}", "act:start_practice", "act:stop"]
    assert opening() in agent.presses(f"practice:{SCENE}").text
    assert agent.presses("act:stop").text == words["stopped"]


def test_scolding_in_basque_closes_the_neighbour(house, staff, account):
    person = house.person(language="eu")
    person.presses("language:eu")
    person.says(f"/agent {staff.agent_chats.make_code(account)}")
    words = words_of("eu")
    assert words["choose"] in person.says("praktikatu nahi dut").text
    person.presses(f"practice:{SCENE}")
    assert line("if_scolded", 1, "eu") in person.says("Hori arrazakeria hutsa da.").text
    assert line("if_scolded", 2, "eu") in person.says("Ez dakizu ezer, lotsagarria da.").text
    last = person.says("Eta zuri zer gertatu zitzaizun?")

    assert words["ended_bad"] in last.text and shipped_scenes()[SCENE].in_language("eu").closing_bad in last.text
    assert words["next"]["scolded"] in last.text


def test_danger_stopping_and_questions_of_ones_own_come_first(agent):
    words = words_of("es")
    agent.presses("act:start_practice")
    assert agent.says("¿Cómo saco la tarjeta sanitaria?").topic == "tis-osakidetza", "before a scene is chosen"
    agent.presses(f"practice:{SCENE}")
    assert agent.says("mi marido me está pegando ahora mismo").emergency
    aside = agent.says("necesito saber cómo saco la tarjeta sanitaria")
    assert words["aside"] in aside.text and "topic:tis-osakidetza" in aside.payloads and opening() in aside.text
    answered = agent.presses("topic:tis-osakidetza")
    assert answered.topic == "tis-osakidetza" and opening() in answered.text, "the scene waited"
    for refused in ("😡😡😡", "los " * 6000):
        assert agent.says(refused).text
    assert words["moves"]["asked"] in agent.says("¿A quién cogieron en tu puesto?").text
    assert words["stopped"] == agent.says("quiero dejarlo").text
    assert "rumour:quitan-trabajo=minute" in agent.says("Los inmigrantes nos quitan el trabajo").payloads, "kits again"


def test_buttons_pressed_late_and_scenes_that_are_gone_harm_nothing(agent):
    words = words_of("es")
    assert words["gone"] in agent.presses("practice:never-was").text
    more = agent.presses("practice:more.4")
    assert "practice:more.8" in more.payloads and f"practice:{SCENE}" not in more.payloads
    assert opening() in agent.presses(f"practice:{SCENE}").text
    agent.says("Eso es racista.")
    assert opening() in agent.presses(f"practice:{SCENE}").text, "begun again"
    assert words["going_on"] in agent.presses("act:start_practice").text
    assert "padron_check" not in agent.presses("act:stop").text
    assert agent.presses("act:stop").text, "twice"


def test_nothing_that_was_practised_is_kept(house, agent):
    agent.presses(f"practice:{SCENE}")
    agent.says("zarigüeya cantarina, te entiendo, ¿qué te pasó?")
    agent.presses("act:stop")

    kept = b"".join(file.read_bytes() for file in house.folder.rglob("*") if file.is_file())
    assert "zarigüeya".encode() not in kept and b"cantarina" not in kept


def test_where_it_was_heard_takes_two_taps(agent, staff):
    before = _heard(staff)
    kit = agent.says("Los inmigrantes nos quitan el trabajo")
    assert "heard:quitan-trabajo" in kit.payloads
    districts = agent.presses("heard:quitan-trabajo")
    assert "heard:quitan-trabajo=-" in districts.payloads and len(districts.payloads) == len(staff.house.districts()) + 1
    places = agent.presses(districts.payloads[0])
    assert places.payloads[0] == f"{districts.payloads[0]}=bar"
    assert agent.presses(places.payloads[0]).text == TEXTS.get("es", "agents.where_counted")
    assert _heard(staff) == before + 1
    for made_up in ("heard:quitan-trabajo=atlantis=bar", "heard:quitan-trabajo=-=moon"):
        assert agent.presses(made_up).text == TEXTS.get("es", "agents.which_district")
    assert agent.presses("heard:never-was").text == TEXTS.get("es", "agents.where_gone") and _heard(staff) == before + 1


def test_what_no_card_says_is_reported_redacted_and_told_when_there_is_one(agent, staff):
    none = agent.says(UNHEARD)
    assert "act:report_claim" in none.payloads
    assert agent.presses("act:report_claim").text == TEXTS.get("es", "agents.reported")
    (claim,) = [one for one in staff.radar.unmatched("bilbao") if "marcianos" in one.text]
    assert "600 123" not in claim.text and claim.chat and claim.reporter

    staff.radar.decide([claim.id], ClaimState.ATTACHED, "quitan-trabajo")
    news = agent.says("hola")
    assert TEXTS.get("es", "agents.news") in news.text and "rumour:quitan-trabajo" in news.payloads
    assert TEXTS.get("es", "agents.news") not in agent.says("hola").text
    assert TEXTS.get("es", "privacy_agents") in agent.presses("act:privacy").text
    agent.presses("act:forget_me")
    (forgotten,) = [one for one in staff.radar.unmatched("bilbao", ClaimState.ATTACHED) if one.id == claim.id]
    assert forgotten.chat == "" == forgotten.reporter
    assert TEXTS.get("es", "privacy_agents") not in agent.presses("act:privacy").text


def test_nobody_else_reports_or_counts(person, staff):
    before = len(staff.radar.unmatched("bilbao"))
    person.says(UNHEARD)
    assert person.presses("act:report_claim").text == TEXTS.get("es", "agent")
    assert person.presses("heard:quitan-trabajo=-=bar").text == TEXTS.get("es", "agent")
    assert len(staff.radar.unmatched("bilbao")) == before


def _heard(staff) -> int:
    from datetime import date

    week = week_of(date.today())
    return sum(n for sighting, n in staff.radar.sightings("bilbao", week, week) if sighting.rumour == "quitan-trabajo")
