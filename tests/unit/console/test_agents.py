"""The agents' pages: search, the kit, sharing, where it was heard, what no card says, and the code for a chat."""

import re
from datetime import date

import pytest

from bot.sealing import Sealer
from bot.texts import Texts
from console.agents.routes import agents_section
from console.agents.tools import AgentTools
from matching.items import Candidate, Match
from rumours.agent_chats import AgentChats, MemoryAgentChats
from rumours.looking_up import LookUp
from rumours.radar import ClaimState, MemoryRadar, Sighting
from tests.contract.rumours.samples import TODAY, card, evidence, text
from tests.unit.console.world import World

WEEK = date(2026, 11, 16)
HEARD = "los de fuera se llevan toda la renta"


class KnownCards:
    """Stands for the library: what is matched is tried elsewhere."""

    def __init__(self):
        ar = text("ar", title="الحقيقة أولا", one_line="نعم 65 %", ids=("rgi23", "old"))
        proofs = (evidence(), evidence("old", valid_until=date(2026, 11, 21)))
        kept = [
            card(
                "sure",
                [text(ids=("rgi23", "old")), ar],
                evidence=proofs,
                rests_on=dict.fromkeys(("public", "one_line"), ("rgi23",)) | dict.fromkeys(("one_minute", "full"), ("old",)),
            ),
            card("other", [text(topic="casa")], handle_with_care=False),
            card("chinese", [text(title="事实")]),
        ]
        self.cards = {one.id: one for one in kept}

    def card(self, id):
        return self.cards.get(id)

    def match(self, words, language):
        if "llevan" in words:
            return Match("answer", (Candidate("sure", 0.97), Candidate("other", 0.2)))
        if "casa" in words:
            return Match("ask", (Candidate("other", 0.5), Candidate("sure", 0.4)))
        return Match("none", ())


@pytest.fixture
def tools():
    chats = AgentChats(MemoryAgentChats(), Sealer(b"secret", "agents"), lambda id: True)
    return AgentTools(
        look_up=LookUp(KnownCards(), lambda: TODAY),
        radar=MemoryRadar(),
        chats=chats,
        texts=Texts.load(),
        identify=lambda words, context: "es",
        redact=lambda words, language: words.replace("Ana", "[NAME]"),
        districts=lambda: {"deusto": "Deusto", "abando": "Abando"},
        city="bilbao",
        today=lambda: TODAY,
    )


@pytest.fixture
def world(tools):
    return World(sections=[agents_section(tools)])


@pytest.fixture
def agent(world):
    return world.signed_in("agent")


def order(html: str, *words: str) -> bool:
    places = [html.index(word) for word in words]
    return places == sorted(places)


def test_sure_card_comes_with_all_that_an_agent_needs(agent):
    found = agent.send("/agents/look", page="/agents", words=HEARD, **{"in": "es"})
    html = found.text
    assert found.status_code == 200 and "<html" not in html
    assert "Los de fuera se llevan toda la rgi es" not in html, "the claim is never shown"
    assert order(
        html,
        "Dos de cada tres",
        "Lo que se dice: <strong>Falso",
        "Di esto",
        "El 65 % eran de aquí.",
        "Pregunta esto",
        "Cuenta esto",
        "Los datos",
        "Lanbide",
        "Un minuto",
        "Texto entero",
        "¿No era esto?",
        'action="/console/agents/tell"',
    )
    assert order(html, "No digas esto", "Di esto"), "with care: first what not to say"
    assert html.count("data-copies=") == 3 and "21 de noviembre de 2026" in html


def test_what_leans_on_old_evidence_is_flagged_there_and_not_elsewhere(agent):
    html = agent.send("/agents/look", page="/agents", words=HEARD).text
    assert html.count("Por comprobar") == 2, "one minute and the whole text, not the one line"
    assert html.count("Sin comprobar o caducado") == 1


def test_whole_page_answers_without_a_script_and_keeps_the_words_out_of_addresses(agent):
    page = agent.send("/agents", page="/agents", words=HEARD)
    assert page.status_code == 200 and "El 65 % eran de aquí." in page.text and HEARD in page.text
    assert "words=" not in page.text


def test_close_calls_are_choices_titled_with_facts(agent):
    html = agent.send("/agents/look", page="/agents", words="una casa para todos", **{"in": "ar"}).text
    assert re.findall(r'href="/console(/agents/cards/[^"]+)"', html) == ["/agents/cards/other?in=ar", "/agents/cards/sure?in=ar"]
    assert "Los de fuera" not in html and 'data-result="near"' in html


def test_card_without_care_says_what_not_to_say_last(agent):
    assert order(agent.get("/agents/cards/other").text, "Di esto", "No digas esto")


def test_card_comes_in_the_language_that_is_asked_for(agent):
    html = agent.get("/agents/cards/sure?in=ar").text
    assert 'lang="ar" dir="rtl"' in html and "نعم 65 %" in html and "Di esto" in html
    assert "Esta tarjeta está en Español" in agent.get("/agents/cards/other?in=fr").text


@pytest.mark.parametrize("path", ["/agents/cards/nothing", "/agents/cards/nothing/image.png", "/agents/cards/nothing/pocket.pdf"])
def test_unknown_card_is_not_found(agent, path):
    assert agent.get(path).status_code == 404


@pytest.mark.parametrize("words", ["", "   ", "😀😀", "x" * 20_000, "\u202e\u0000"])
def test_odd_words_find_nothing_and_break_nothing(agent, words):
    assert agent.send("/agents/look", page="/agents", words=words).status_code == 200


def test_what_no_card_says_goes_redacted_to_staff_and_comes_back_as_news(agent, tools):
    nothing = agent.send("/agents/look", page="/agents", words="Ana vive gratis")
    assert 'data-result="none"' in nothing.text and tools.radar.unmatched("bilbao") == [], "nothing is kept unasked"
    assert agent.send("/agents/tell", page="/agents", words="Ana vive gratis").status_code == 303
    kept = tools.radar.unmatched("bilbao")
    assert [(one.text, one.week, one.reporter) for one in kept] == [("[NAME] vive gratis", WEEK, agent.account.id)]
    assert "Ya tiene tarjeta" not in agent.get("/agents").text
    tools.radar.decide([kept[0].id], ClaimState.ATTACHED, "sure")
    assert "Ya tiene tarjeta" in agent.get("/agents").text
    agent.send("/agents/news", page="/agents")
    assert "Ya tiene tarjeta" not in agent.get("/agents").text


def test_where_it_was_heard_is_counted_without_a_person(agent, tools, world):
    sent = agent.send("/agents/heard", page="/agents/cards/sure", rumour="sure", district="deusto", place="bar")
    assert sent.headers["location"] == "/console/agents/cards/sure"
    agent.send("/agents/heard", page="/agents", rumour="", place="work", week="2026-11-09")
    assert tools.radar.sightings("bilbao", date(2026, 1, 5), date(2027, 1, 4)) == [
        (Sighting("bilbao", date(2026, 11, 9), "work"), 1),
        (Sighting("bilbao", WEEK, "bar", "deusto", "ayudas", "sure"), 1),
    ]
    assert not any(
        row.deed.account_id == agent.account.id and row.deed.kind in ("sighting", "claim") for row in world.desk.audit.latest(50)
    )


@pytest.mark.parametrize(
    "wrong", [{"place": "the neighbour"}, {"place": ""}, {"district": "atlantis"}, {"week": "2020-01-06"}, {"week": "x"}]
)
def test_place_that_is_not_offered_is_refused(agent, tools, wrong):
    values = {"rumour": "sure", "district": "deusto", "place": "bar"} | wrong
    assert agent.send("/agents/heard", page="/agents", **values).status_code == 400
    assert tools.radar.sightings("bilbao", date(2020, 1, 6), date(2027, 1, 4)) == []


def test_admin_may_look_up_but_reports_nothing(world):
    admin = world.signed_in("admin")
    html = admin.send("/agents/look", page="/agents", words=HEARD).text
    assert "El 65 %" in html and "/agents/heard" not in html
    assert admin.send("/agents/heard", page="/agents", rumour="sure", place="bar").status_code == 403


@pytest.mark.parametrize("language", ["es", "ar"])
def test_card_is_handed_on_as_picture_and_on_paper(agent, language):
    picture = agent.get(f"/agents/cards/sure/image.png?in={language}")
    assert picture.headers["content-type"] == "image/png" and picture.content[:4] == b"\x89PNG"
    paper = agent.get(f"/agents/cards/sure/pocket.pdf?in={language}")
    assert paper.content[:5] == b"%PDF-" and f"sure-{language}.pdf" in paper.headers["content-disposition"]


def test_script_that_no_font_draws_is_said(agent):
    page = agent.get("/agents/cards/chinese/image.png")
    assert page.status_code == 422 and "No se puede dibujar" in page.text


def test_agent_links_a_chat_with_a_code_that_is_shown_once(agent, tools):
    made = agent.send("/agents/chat/code", page="/agents/chat", account=agent.account.id)
    code = re.search(r"/agent ([a-z-]+)<", made.text)[1]
    assert code not in agent.get("/agents/chat").text
    assert tools.chats.enter(code, "c1", "telegram") and "Telegram" in agent.get("/agents/chat").text
    assert agent.send("/agents/chat/unlink", page="/agents/chat", account=agent.account.id).status_code == 303
    assert tools.chats.agent_in("c1") is None


def test_only_an_admin_makes_codes_for_others(agent, world, tools):
    other = world.account("agent", name="Other")
    assert agent.send("/agents/chat/code", page="/agents/chat", account=other.id).status_code == 404
    admin = world.signed_in("admin")
    assert "/agent " in admin.send("/agents/chat/code", page="/agents/chat", account=other.id).text
    assert admin.send("/agents/chat/code", page="/agents/chat", account=admin.account.id).status_code == 404, "an admin is no agent"
    assert world.signed_in("editor").get("/agents/chat").status_code == 403
