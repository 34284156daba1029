"""Agents by chat: a one-time code links it, what was heard gives the kit, and nobody else sees any of it."""

from types import SimpleNamespace

import pytest

from bot.actions.agents import AgentTalk, where_payloads
from bot.actions.protocol import Outcome
from bot.actions.registry import run_action
from bot.messages import Decision, Payload, RedactedMessage, Reply
from bot.payloads import parse_payload
from bot.redaction import Redactor
from bot.sealing import Sealer
from bot.texts import Texts
from rumours.agent_chats import AgentChats, MemoryAgentChats
from rumours.agent_desk import AgentDesk
from rumours.radar import ClaimState, MemoryRadar, week_of
from tests.contract.rumours.samples import TODAY, card, text
from tests.unit.bot.fakes import turn

KEY = "0123456789abcdef" * 2
HEARD = "los de fuera se llevan todo"


class KnownRumours:
    """Stands for the desk: what is heard is tried elsewhere."""

    def __init__(self):
        self.cards = {one.id: one for one in (card("careful"), card("plain", [text(topic="casa")], handle_with_care=False))}
        self.beside = None

    def carried(self, message):
        return ([self.cards["careful"]] if "llevan" in message.text else []), self.beside

    def card(self, id):
        return self.cards.get(id)

    def today(self):
        return TODAY


@pytest.fixture
def rumours():
    return KnownRumours()


@pytest.fixture
def agents() -> set[str]:
    return {"a1"}


@pytest.fixture
def chats(agents):
    return AgentChats(MemoryAgentChats(), Sealer(b"secret", "agents"), agents.__contains__)


@pytest.fixture
def radar():
    return MemoryRadar()


@pytest.fixture
def tools(chats, rumours, radar):
    texts = Texts.load()
    say = lambda language, key, *buttons, **values: Reply(texts.get(language, key, **values), language)  # noqa: E731
    desk = AgentDesk(chats, radar, lambda: {"deusto": "Deusto"}, "bilbao", lambda: TODAY)
    guide = SimpleNamespace(district=lambda city, named: "")
    return SimpleNamespace(rumours=rumours, texts=texts, say=say, agents=desk, guide=guide, operator="x", answers=None)


@pytest.fixture
def talk(chats, tools):
    return AgentTalk(chats, lambda city: tools, lambda: TODAY)


def says(talk, words: str, generation: str = "0", language: str = "es") -> list[Reply]:
    """A command or a button; what is written goes to the engine."""
    return talk.replies(RedactedMessage(words, language, KEY + generation, "web", "bilbao", parse_payload(words)), language)


def hears(tools, words: str = HEARD, action: str = "action_greet", agent: bool = True, language: str = "es", **changes) -> Outcome:
    """The engine calls an action in a linked chat."""
    return run_action(turn(action, words, language=language, agent=agent, conversation=KEY + "0", **changes), tools)


def linked(talk, chats) -> None:
    assert says(talk, f"/agent {chats.make_code('a1')}")


@pytest.mark.parametrize(
    ("words", "argument"),
    [("/agent bcdf-ghjk-mnpq", "bcdf-ghjk-mnpq"), ("/agent@harrera_bot  BCDF-ghjk-mnpq ", "bcdf-ghjk-mnpq"), ("/agent off", "off")],
)
def test_command_is_a_payload_that_the_engine_never_hears(words, argument):
    assert parse_payload(words) == Payload("agent", argument)


@pytest.mark.parametrize("words", ["/agent", "/agent 600 123 456", "/agent me llamo Ana", "/agents off", "say /agent off"])
def test_what_is_no_command_stays_a_text(words):
    assert parse_payload(words) is None


def test_redaction_leaves_codes_alone(chats):
    redactor = Redactor.load()
    assert all(redactor.redact_text(code, "es") == code for code in (chats.make_code("a1") for _ in range(50)))


def test_code_links_and_the_kit_has_all_parts_in_order(talk, chats, tools):
    message = RedactedMessage(HEARD, "es", KEY + "0", "web", "bilbao")
    assert not talk.is_agent(message)
    linked(talk, chats)
    assert talk.is_agent(message) and says(talk, HEARD) == [], "what is heard goes through the engine"
    (kit,) = hears(tools).replies
    places = [
        kit.text.index(part) for part in ("No digas esto", "Di esto", "El 65 % eran de aquí.", "Pregunta esto", "Cuenta esto", "Los datos")
    ]
    assert places == sorted(places)
    assert [button.payload for button in kit.buttons] == ["rumour:careful=minute", "rumour:careful=full", "heard:careful"]
    assert kit.sources[0].title == "Lanbide" and "Los de fuera" not in kit.text


def test_nobody_else_gets_a_kit_and_danger_and_buttons_go_their_own_way(tools):
    assert "65 %" not in hears(tools, agent=False).replies[0].text
    assert "65 %" not in hears(tools, "/greet llevan").replies[0].text
    assert "65 %" not in hears(tools, action="action_forget_me").replies[0].text


def test_lengths_come_by_button_only_in_a_linked_chat(talk, chats):
    assert says(talk, "rumour:plain=minute") == []
    linked(talk, chats)
    assert says(talk, "rumour:plain=minute")[0].text.startswith("palabra")
    assert says(talk, "rumour:plain=full")[0].text.count("otra") == 60
    assert says(talk, "rumour:plain")[0].text.startswith("Di esto")
    assert says(talk, "rumour:nothing") == [] == says(talk, "rumour:plain=more")


def test_question_beside_a_rumour_is_answered_too(tools, rumours):
    rumours.beside = Reply("the answer", "es")
    assert hears(tools).replies[1] is rumours.beside
    assert hears(tools, "hola").replies[0].text.startswith("Hola"), "the rest is answered as anybody's"


def test_two_taps_count_where_it_was_heard(talk, chats, radar):
    assert says(talk, "heard:plain") == []
    linked(talk, chats)
    (districts,) = says(talk, "heard:plain")
    assert [button.payload for button in districts.buttons] == ["heard:plain=deusto", "heard:plain=-"]
    (places,) = says(talk, "heard:plain=deusto")
    assert places.buttons[0].payload == "heard:plain=deusto=bar" and len(places.buttons) == 13
    says(talk, "heard:plain=deusto=bar")
    says(talk, "heard:plain=-=street")
    week = week_of(TODAY)
    counted = {(one.district, one.place, one.rumour): n for one, n in radar.sightings("bilbao", week, week)}
    assert counted == {("deusto", "bar", "plain"): 1, ("", "street", "plain"): 1}


@pytest.mark.parametrize(
    "tap", ["heard:plain=atlantis=bar", "heard:plain=deusto=moon", "heard:plain=deusto=bar=more", "heard:gone=deusto=bar"]
)
def test_tap_that_no_button_offers_counts_nothing_wrong(talk, chats, radar, tap):
    linked(talk, chats)
    assert says(talk, tap)[0].text
    week = week_of(TODAY)
    assert {one.place for one, _ in radar.sightings("bilbao", week, week)} <= {"bar"}


def test_every_tap_is_known_to_channels_with_short_buttons():
    made = where_payloads([card("plain")], ["deusto"])
    assert "heard:plain=deusto=bar" in made and "heard:plain=-" in made and all(parse_payload(tap) for tap in made)


def test_what_nothing_is_found_for_can_be_sent_to_staff_and_news_comes_once(talk, chats, tools, radar):
    linked(talk, chats)
    outcome = hears(tools, "/report_claim", "action_report_claim", earlier="dicen [NAME] algo raro", text_language="es")
    assert outcome.replies[0].awaits_news and outcome.replies[0].text == Texts.load().get("es", "agents.reported")
    (claim,) = radar.unmatched("bilbao")
    assert (claim.text, claim.reporter, claim.chat) == ("dicen [NAME] algo raro", "a1", KEY)
    assert _cards(hears(tools, "hola")) == []

    radar.decide([claim.id], ClaimState.ATTACHED, "plain")
    assert _cards(hears(tools, "hola")) == ["rumour:plain"]
    assert _cards(hears(tools, "hola")) == []


def _cards(outcome: Outcome) -> list[str]:
    return [button.payload for button in outcome.replies[-1].buttons if button.payload.startswith("rumour:")]


@pytest.mark.parametrize(("agent", "earlier"), [(True, ""), (True, "  "), (False, "something")])
def test_nothing_is_reported_without_words_or_by_others(tools, radar, agent, earlier):
    outcome = hears(tools, "/report_claim", "action_report_claim", agent=agent, earlier=earlier)
    assert outcome.replies[0].text and not outcome.replies[0].awaits_news and radar.unmatched("bilbao") == []


def test_button_to_staff_stands_where_nothing_was_found(tools):
    nothing = Reply("?", "es", decision=Decision.NONE)
    tools.answers = SimpleNamespace(related=lambda *_: ())
    tools.rumours.received = lambda *_: (nothing,)
    tools.rumours.told = lambda *_: ()
    assert [button.payload for button in hears(tools, "algo", "action_heard_rumour").replies[-1].buttons] == ["act:report_claim"]
    assert hears(tools, "algo", "action_heard_rumour", agent=False).replies[-1].buttons == ()


@pytest.mark.parametrize("wrong", ["bcdf-ghjk-mnpq", "x", "started"])
def test_code_that_is_not_good_gets_a_kind_answer(talk, chats, wrong):
    chats.make_code("a1")
    (reply,) = says(talk, f"/agent {wrong}")
    assert "ya no vale" in reply.text and wrong not in reply.text.split()
    assert chats.agent_in(KEY) is None


def test_code_is_good_once(talk, chats):
    code = chats.make_code("a1")
    assert "unido" in says(talk, f"/agent {code}")[0].text
    assert "ya no vale" in says(talk, f"/agent {code}")[0].text
    assert chats.agent_in(KEY) == "a1", "the chat stays linked"


def test_chat_is_unlinked_by_command_and_when_the_account_is_no_agent(talk, chats, agents):
    linked(talk, chats)
    assert "ya no está unido" in says(talk, "/agent off")[0].text and chats.agent_in(KEY) is None
    linked(talk, chats)
    agents.clear()
    assert chats.agent_in(KEY) is None


def test_start_is_answered_as_for_anybody(talk):
    assert says(talk, "agent:start") == []


@pytest.mark.parametrize("language", Texts.load().languages)
def test_every_language_has_the_words(tools, language):
    (kit,) = hears(tools, language=language).replies
    assert Texts.load().get(language, "agents.say") in kit.text and kit.text.count("\n\n") == 4
