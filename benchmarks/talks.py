"""Part `talks`: the development dialogues, turn by turn, through the whole path. `python -m benchmarks.talks` lists each turn, never its text."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import httpx

from benchmarks.sentences import ACT_NAMES, Dialogue, Turn, dialogues
from benchmarks.tables import Table
from bot import web
from bot.bootstrap import House
from bot.cli.offline import whole_path
from bot.settings import Settings

UNHURRIED = {"messages_per_minute": 1_000_000, "engine_timeout": 60}  # what is measured is what is understood, on however busy a machine
NOTE = (
    "Turns of the development dialogues, never trained on. `entry`: of the turns that ask for an entry, those whose replies carry it. `quiet`: of "
    "the others, those whose replies carry none. Of a danger that is told its card is expected. `act`: the act that the engine read is the one "
    "written down."
)


@dataclass(frozen=True, slots=True)
class Played:
    """One turn and what came of it: acts that the engine read, decisions and topics of the replies."""

    dialogue: str
    language: str
    turn: Turn
    acts: tuple[str, ...]
    decisions: tuple[str, ...]
    topics: tuple[str, ...]
    emergency: bool

    @property
    def as_expected(self) -> bool:
        """An entry that the turn asks for is among the replies, and none where none is; of a danger, its card."""
        if self.turn.act == "danger" and self.emergency:
            return True
        return bool(self.turn.topics & set(self.topics)) if self.turn.topics else not self.topics

    @property
    def act_right(self) -> bool:
        """True also for a danger that never reached the engine."""
        return ACT_NAMES.get(self.turn.act, self.turn.act) in self.acts or (self.turn.act == "danger" and self.emergency)

    def line(self) -> str:
        """For people: as expected or not, the act and entry written down, and what was made of them."""
        mark = " " if self.as_expected else "x"
        wanted = "|".join(sorted(self.turn.topics)) or "-"
        read, said = ",".join(self.acts) or "-", ",".join(self.decisions) or "-"
        return f"{mark} {self.dialogue:12} {self.turn.act:18} {read:24} {said:12} {wanted} > {','.join(self.topics) or '-'}"


def tables() -> list[Table]:
    played = play()
    return [_per(played, "language", lambda one: one.language), _per(played, "act", lambda one: one.turn.act)]


def play(house: House | None = None) -> list[Played]:
    """All dialogues in a house of their own, each as a new conversation."""
    with tempfile.TemporaryDirectory() as folder:
        house = house or House(Settings(data_dir=Path(folder), **UNHURRIED)).open()
        played = asyncio.run(_play(house))
        house.database.dispose()
    return played


async def _play(house: House) -> list[Played]:
    with _listening() as acts:
        async with whole_path(house) as client:
            return [turn for dialogue in dialogues() for turn in await _talk(client, dialogue, acts)]


@contextmanager
def _listening() -> Iterator[list[str]]:
    """The acts of the engine's calls, as they come."""
    heard: list[str] = []
    run = web.run_action

    def listen(turn, tools):
        heard.append(turn.intent)
        return run(turn, tools)

    with patch.object(web, "run_action", listen):
        yield heard


async def _talk(client: httpx.AsyncClient, dialogue: Dialogue, acts: list[str]) -> list[Played]:
    body, played = {"language": dialogue.language} | ({"city": dialogue.city} if dialogue.city else {}), []
    for turn in dialogue.turns:
        acts.clear()
        answer = (
            (await client.post("/api/chat", json=body | {"text": turn.text}, timeout=UNHURRIED["engine_timeout"] + 60))
            .raise_for_status()
            .json()
        )
        body["conversation"] = answer["conversation"]
        replies = answer["replies"]
        said = tuple(reply["decision"] for reply in replies if reply["decision"])
        topics = tuple(reply["topic"] for reply in replies if reply["topic"])
        emergency = any(reply["emergency"] for reply in replies)
        played.append(Played(dialogue.id, dialogue.language, turn, tuple(dict.fromkeys(acts)), said, topics, emergency))
    return played


def shares(played: list[Played]) -> tuple[float, float, float, float]:
    """(as expected, entry, quiet, act) in per cent; nan for what there is none of."""
    carrying = [one.as_expected for one in played if one.turn.topics]
    silent = [one.as_expected for one in played if not one.turn.topics]
    return _share([*carrying, *silent]), _share(carrying), _share(silent), _share([one.act_right for one in played])


def _share(hits: list[bool]) -> float:
    return 100 * sum(hits) / len(hits) if hits else float("nan")


def _per(played: list[Played], what: str, key) -> Table:
    names = [*sorted({key(one) for one in played}), "all"]
    groups = {name: [one for one in played if name in (key(one), "all")] for name in names}
    rows = [(name, len(group), *shares(group)) for name, group in groups.items()]
    return Table(f"Turns of dialogues, by {what}", (what, "turns", "as expected %", "entry %", "quiet %", "act %"), rows, NOTE)


if __name__ == "__main__":
    everything = play()
    print(*(one.line() for one in everything), sep="\n")
    print(
        *(f"\n{_per(everything, *by).as_text()}" for by in (("language", lambda one: one.language), ("act", lambda one: one.turn.act))),
        sep="\n",
    )
