"""What the privacy notice says is true: a test for each of its sentences, and one that finds a sentence without a test."""

import ast
import re
from datetime import timedelta
from functools import partial

import pytest
from pydantic import ValidationError

from bot.actions.registry import run_action
from bot.actions.without_engine import replies_without_engine
from bot.bootstrap.staff import CLAIMS_KEPT, Staff
from bot.conversation import Conversation, Rooms
from bot.inbound import InboundMessage
from bot.messages import Reply
from bot.pseudonyms import Pseudonyms
from bot.redaction import Redactor
from bot.safety import Danger
from bot.sealing import Sealer
from bot.settings import Settings
from bot.storage.database import make_engine, migrate
from bot.storage.inflight import SqlInflight
from bot.storage.reachable import MemoryReachable
from bot.storage.tables import answer_count, month_tally, rating_count
from bot.stored import AGENT_SECONDS, Reaching
from bot.talks.memory import CONVERSATION_MINUTES
from bot.texts import Texts
from rumours.agent_chats import AgentChats, MemoryAgentChats
from rumours.agent_desk import AgentDesk
from rumours.practice.moves import judge
from rumours.practice.talk import Talk, read_talk
from rumours.radar import MemoryRadar
from tests.house.tree import PACKAGES, sources
from tests.unit.bot.fakes import FakeCounter, FakeDanger, FakeEngine, FakeIdentification, toolbox, turn

CLAIMS = {
    "Antes de nada, borro de tu mensaje los nombres, teléfonos y números de documento que reconozco": "redaction",
    "Alguno se me puede escapar: mejor no los escribas": "limits",
    "Tu mensaje se guarda cifrado solo mientras te contesto, una hora como mucho": "hour_of_content",
    "Recuerdo la charla más o menos una hora y después se olvida": "hour_of_talk",
    "Si pides hablar con una persona, guardo cifrado cómo contestarte, siete días como mucho": "seven_days",
    "Solo cuento temas, idioma, distrito, día y hora, y si la respuesta te sirvió, sin saber quién pregunta": "counts",
    "No aviso a la policía ni a extranjería": "calls_nobody",
    "Soy una máquina": "who",
    "Detrás de mí está: {operator}": "who",
    "No puedo prometer nada sobre tu teléfono ni sobre la aplicación que usas": "promises_nothing_there",
    "Escribe «borra todo» y lo borro ya": "forgets",
}
# What is added in a linked chat: `privacy_agents`.
CLAIMS_OF_AGENTS = {
    "Este chat está unido a una cuenta de agente": "agents_only",
    "Guardo esa unión hasta que escribas /agent off o «borra todo»": "agents_link",
    "Si mandas una frase al equipo, se guarda cifrada y sin los datos personales que reconozco, medio año como mucho": "agents_report",
    "Para avisarte cuando haya tarjeta guardo cifrado cómo escribirte, sesenta días como mucho": "agents_way_back",
    "De lo que practicas no guardo nada": "agents_practice",
}
GREETING = ["Haces bien en preguntar", "Esto es lo que pasa con lo que escribes:"]
# Who may open a connection to elsewhere, and to whom.
MAY_CALL = {
    "bot/dialogue/": "the engine, on loopback",
    "bot/cli/": "our own house",
    "connectors/telegram_channel/": "Telegram",
    "connectors/whatsapp_channel/": "Meta",
    "connectors/simulator/": "our own house",
    "bot/mail.py": "the mail server of the house, with one-time links for staff; nothing of a person",
    "knowledge_base/link_check.py": "the published sources, at a command of staff; nothing of a person",
}
_CALLERS = {"httpx", "requests", "aiohttp", "urllib.request", "http.client", "smtplib", "ftplib", "websockets", "telegram", "pywa"}


def conversation(engine: FakeEngine, **doors) -> Conversation:
    rooms = Rooms(
        identify=FakeIdentification(),
        redactor=Redactor.load(),
        danger=FakeDanger("danger", Danger.VIOLENCE),
        engine=engine,
        without_engine=partial(replies_without_engine, tools=toolbox()),
        texts=Texts.load(),
        counter=FakeCounter(),
        pseudonyms=Pseudonyms(b"secret"),
        **doors,
    )
    return Conversation(rooms, Settings())


def test_every_sentence_of_the_notice_has_its_test():
    notice = Texts.load().get("es", "privacy", operator="{operator}")
    sentences = [part.strip(" •.") for line in notice.splitlines() for part in re.split(r"(?<=[.])\s+", line)]

    assert sentences == [*GREETING, *CLAIMS]
    assert {f"test_{name}" for name in CLAIMS.values()} <= {name.split("__")[0] for name in globals()}


async def test_redaction__comes_before_anything_else():
    engine = FakeEngine()
    await conversation(engine).answer(InboundMessage("hola me llamo Fatima, 612 345 678, mi NIE es X1234567L", "ana", "telegram"))

    text = engine.sent[0][0].text
    assert "Fatima" not in text and "678" not in text and "1234567" not in text


async def test_limits__a_name_that_nobody_introduces_escapes():
    engine = FakeEngine()
    await conversation(engine).answer(InboundMessage("hola Fatima vino ayer", "ana", "telegram"))

    assert "Fatima" in engine.sent[0][0].text, "if this is found one day, the notice can promise more"


def test_hour_of_content__is_the_longest_that_can_be_set(tmp_path):
    """Encryption and removal after the answer are held by tests/contract/durable."""
    with pytest.raises(ValidationError):
        Settings(inflight_minutes=61)
    engine = make_engine(f"sqlite:///{tmp_path}/harrera.db")
    migrate(engine)
    now = 1_800_000_000.0
    SqlInflight(engine, lambda: now).add("telegram:1", "ana", b"sealed")
    later = SqlInflight(engine, lambda: now + Settings().inflight_minutes * 60)
    assert later.expire(Settings().inflight_minutes * 60, 86400) == 1 and later.get("telegram:1") is None
    engine.dispose()


def test_hour_of_talk__is_an_hour():
    assert CONVERSATION_MINUTES == 60 and conversation(FakeEngine())._rooms.talks._kept.ttl == 3600


async def test_seven_days__and_only_for_who_asks_for_a_human():
    with pytest.raises(ValidationError):
        Settings(reachable_days=8)
    kept = MemoryReachable(lambda: 0.0)
    reaching = Reaching(kept, Pseudonyms(b"secret"), Sealer(b"secret", "reachable"), lambda: Settings().reachable_days * 86400)
    talk = conversation(FakeEngine(), reach=reaching.remember)
    key = Pseudonyms(b"secret").of("telegram", "700800")
    await talk.answer(InboundMessage("hola", "700800", "telegram"))
    assert kept.find(key) is None
    talk = conversation(FakeEngine((Reply("humans", "es", wants_human=True),)), reach=reaching.remember)
    await talk.answer(InboundMessage("act:talk_to_human", "700800", "telegram"))
    assert kept.find(key) is not None and b"700800" not in kept.find(key)[1]


def test_counts__hold_nobody():
    assert {column.name for column in answer_count.columns} == {"day", "channel", "language", "topic", "decision", "emergency", "n"}
    assert {column.name for column in rating_count.columns} == {"day", "channel", "language", "topic", "helpful", "n"}
    assert {column.name for column in month_tally.columns} == {"month", "kind", "key", "n"}, "hour and district, each alone"


def test_calls_nobody__but_the_platforms_and_ourselves():
    callers = {str(path) for path, text in sources(*PACKAGES) if _imports(text) & _CALLERS}

    assert callers and {path for path in callers if not path.startswith(tuple(MAY_CALL))} == set()


def _imports(text: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {name for alias in node.names for name in (alias.name, alias.name.partition(".")[0])}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, node.module.partition(".")[0]}
    return found


def test_calls_nobody__guard_sees_a_caller():
    assert _imports("def f():\n    import httpx") & _CALLERS and _imports("from urllib.request import urlopen") & _CALLERS
    assert not _imports("import json") & _CALLERS


def test_who__is_said():
    tools = toolbox()
    assert tools.operator in tools.say("es", "privacy", operator=tools.operator).text


def test_promises_nothing_there__in_any_language():
    texts = Texts.load()
    lengths = {code: len(texts.get(code, "privacy", operator="x").splitlines()) for code in texts.languages}
    assert set(lengths.values()) == {8}, "every language says as much as the first one"


async def test_forgets__before_it_says_so():
    forgotten: list[str] = []
    talk = conversation(FakeEngine((Reply("forgotten", "es", forgets=True),)), forget=forgotten.append)
    await talk.answer(InboundMessage("hola borra todo", "700800", "telegram"))
    assert forgotten == [Pseudonyms(b"secret").of("telegram", "700800")]


async def test_forgets__or_does_not_say_so():
    def cannot(_pseudonym):
        raise OSError

    talk = conversation(FakeEngine((Reply("forgotten", "es", forgets=True),)), forget=cannot)
    with pytest.raises(OSError):
        await talk.answer(InboundMessage("hola borra todo", "700800", "telegram"))


def test_every_sentence_for_agents_has_its_test():
    notice = Texts.load().get("es", "privacy_agents").strip("• ")

    assert [part.strip(" .") for part in re.split(r"(?<=[.])\s+", notice)] == [*CLAIMS_OF_AGENTS]
    assert {f"test_{name}" for name in CLAIMS_OF_AGENTS.values()} <= {name.split("__")[0] for name in globals()}


def test_agents_only__are_told_of_it():
    told = lambda agent: run_action(turn("action_privacy", agent=agent), toolbox()).replies[0].text  # noqa: E731
    assert Texts.load().get("es", "privacy_agents") in told(True) and Texts.load().get("es", "privacy_agents") not in told(False)


def test_agents_link__ends_by_either_word(radar_and_chats):
    radar, chats = radar_and_chats
    for end in (chats.leave, staff_of(radar, chats).forget):
        chats.enter(chats.make_code("a1"), "c1", "telegram")
        assert chats.agent_in("c1") == "a1"
        end("c1")
        assert chats.agent_in("c1") is None


def test_agents_report__goes_after_half_a_year_and_is_nobodys_when_forgotten(radar_and_chats):
    """Encryption is held by tests/contract/rumours/test_radar.py, redaction by tests/e2e/test_practice.py."""
    assert timedelta(days=183) >= CLAIMS_KEPT
    radar, chats = radar_and_chats
    chats.enter(chats.make_code("a1"), "c1", "telegram")
    assert AgentDesk(chats, radar, dict, "bilbao").report("c1", "algo", "es")
    staff_of(radar, chats).forget("c1")
    assert [(claim.chat, claim.reporter) for claim in radar.unmatched("bilbao")] == [("", "")]


async def test_agents_way_back__for_sixty_days_and_only_after_a_report():
    assert AGENT_SECONDS == 60 * 86400
    reached: list[str] = []
    talk = conversation(FakeEngine((Reply("kept", "es", awaits_news=True),)), reach_agent=lambda channel, chat: reached.append(chat))
    await talk.answer(InboundMessage("act:report_claim", "700800", "telegram"))
    await conversation(FakeEngine(), reach_agent=lambda channel, chat: reached.append("wrong")).answer(
        InboundMessage("hola", "7", "telegram")
    )
    assert reached == ["700800"]


def test_agents_practice__leaves_only_counts():
    """That nothing of it is in any file is held by tests/e2e/test_practice.py."""
    written = Talk().after(judge("zarigüeya, te entiendo", "es", ())).write()
    assert read_talk(written).turn == 1 and "zarig" not in written


@pytest.fixture
def radar_and_chats():
    return MemoryRadar(), AgentChats(MemoryAgentChats(), Sealer(b"secret", "agents"), lambda account: True)


def staff_of(radar, chats) -> Staff:
    """The part of the house that forgets, with stores in memory."""
    staff = object.__new__(Staff)
    staff.__dict__.update(radar=radar, agent_chats=chats)
    return staff
