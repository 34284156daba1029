"""Agents by chat: a one-time code links it, what was heard gives the kit, and nobody else sees any of it."""

from types import SimpleNamespace

import pytest

from bot.actions.agents import AgentTalk
from bot.messages import Payload, RedactedMessage, Reply
from bot.payloads import parse_payload
from bot.redaction import Redactor
from bot.sealing import Sealer
from bot.texts import Texts
from rumours.agent_chats import AgentChats, MemoryAgentChats
from tests.contract.rumours.samples import TODAY, card, text

KEY = "0123456789abcdef" * 2
HEARD = "los de fuera se llevan todo"


class KnownRumours:
    """Stands for the desk: what is heard is tried elsewhere."""

    def __init__(self):
        self.cards = {one.id: one for one in (card("careful"), card("plain", [text(topic="casa")], handle_with_care=False))}
        self.beside = None

    def carried(self, words, text_language, language, city):
        return ([self.cards["careful"]] if "llevan" in words else []), self.beside

    def card(self, id):
        return self.cards.get(id)


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
def talk(chats, rumours):
    texts = Texts.load()
    tools = SimpleNamespace(rumours=rumours, texts=texts, say=lambda language, key: Reply(texts.get(language, key), language))
    return AgentTalk(chats, lambda city: tools, lambda: TODAY)


def says(talk, words: str, generation: str = "0", language: str = "es") -> list[Reply]:
    return talk.replies(RedactedMessage(words, language, KEY + generation, "web", "bilbao", parse_payload(words)), language)


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


def test_code_links_and_the_kit_has_all_parts_in_order(talk, chats):
    assert says(talk, HEARD) == []
    linked(talk, chats)
    (kit,) = says(talk, HEARD)
    places = [
        kit.text.index(part) for part in ("No digas esto", "Di esto", "El 65 % eran de aquí.", "Pregunta esto", "Cuenta esto", "Los datos")
    ]
    assert places == sorted(places)
    assert [button.payload for button in kit.buttons] == ["rumour:careful=minute", "rumour:careful=full", "act:talk_to_human"]
    assert kit.sources[0].title == "Lanbide" and "Los de fuera" not in kit.text


def test_lengths_come_by_button_only_in_a_linked_chat(talk, chats):
    assert says(talk, "rumour:plain=minute") == []
    linked(talk, chats)
    assert says(talk, "rumour:plain=minute")[0].text.startswith("palabra")
    assert says(talk, "rumour:plain=full")[0].text.count("otra") == 60
    assert says(talk, "rumour:plain")[0].text.startswith("Di esto")
    assert says(talk, "rumour:nothing") == [] == says(talk, "rumour:plain=more")


def test_question_beside_a_rumour_is_answered_too(talk, chats, rumours):
    linked(talk, chats)
    rumours.beside = Reply("the answer", "es")
    assert says(talk, HEARD)[1] is rumours.beside
    assert says(talk, "¿cómo me empadrono?") == [], "a question alone is answered as anybody's"


@pytest.mark.parametrize("wrong", ["bcdf-ghjk-mnpq", "x", "started"])
def test_code_that_is_not_good_gets_a_kind_answer(talk, chats, wrong):
    chats.make_code("a1")
    (reply,) = says(talk, f"/agent {wrong}")
    assert "ya no vale" in reply.text and wrong not in reply.text.split()
    assert says(talk, HEARD) == []


def test_code_is_good_once(talk, chats):
    code = chats.make_code("a1")
    assert "unido" in says(talk, f"/agent {code}")[0].text
    assert "ya no vale" in says(talk, f"/agent {code}")[0].text
    assert says(talk, HEARD), "the chat stays linked"


def test_chat_is_unlinked_by_command_and_when_the_account_is_no_agent(talk, chats, agents):
    linked(talk, chats)
    assert "ya no está unido" in says(talk, "/agent off")[0].text and says(talk, HEARD) == []
    linked(talk, chats)
    agents.clear()
    assert says(talk, HEARD) == []


def test_start_is_answered_as_for_anybody(talk):
    assert says(talk, "agent:start") == []


@pytest.mark.parametrize("language", Texts.load().languages)
def test_every_language_has_the_words(talk, chats, language):
    linked(talk, chats)
    (kit,) = says(talk, HEARD, language=language)
    assert Texts.load().get(language, "agents.say") in kit.text and kit.text.count("\n\n") == 4
