"""A talk in the terminal: typed lines go through the real webhook, and what would be sent to a phone is printed."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

import httpx

Delivery = tuple[bytes, dict[str, str]]  # body and headers of what a platform would deliver

HELP = "Write as a person would. A number presses that button, `.photo` sends a photo, `.place 43.26 -2.93` a place. Ctrl+D ends it."
QUIET = 0.7  # seconds without another message after which an answer counts as whole
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as the person sees it; `buttons` are (title, payload)."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()


class Phone(Protocol):
    """A person's side of a simulated platform."""

    path: str  # of our webhook

    def says(self, text: str) -> Delivery: ...

    def presses(self, payload: str, title: str) -> Delivery: ...

    def shares(self, latitude: float, longitude: float) -> Delivery: ...

    def sends_photo(self) -> Delivery: ...

    def screen(self) -> list[Shown]:
        """Everything that was sent to this person so far, in order."""


async def talk(phone: Phone, client: httpx.AsyncClient, lines: Iterable[str], say: Callable[[str], None]) -> None:
    """Until the lines end. `lines` may block: each is read in a thread of its own."""
    buttons: list[tuple[str, str]] = []
    typed = iter(lines)
    say(HELP)
    while (line := await asyncio.to_thread(next, typed, None)) is not None:
        if not line.strip():
            continue
        before = len(phone.screen())
        body, headers = _delivery(phone, line.strip(), buttons)
        response = await client.post(phone.path, content=body, headers=headers)
        if response.status_code != 200:
            say(f"(refused with {response.status_code})")
            continue
        found = await _answers(phone, before)
        buttons = [button for shown in found for button in shown.buttons] or buttons
        _print(found, say)


def _delivery(phone: Phone, line: str, buttons: list[tuple[str, str]]) -> Delivery:
    if line.isdecimal() and 0 < int(line) <= len(buttons):
        title, payload = buttons[int(line) - 1]
        return phone.presses(payload, title)
    if line == ".photo":
        return phone.sends_photo()
    word, *numbers = line.split()
    if word == ".place" and len(numbers) == 2:
        try:
            return phone.shares(*map(float, numbers))
        except ValueError:
            pass  # no numbers: said as words
    return phone.says(line)


async def _answers(phone: Phone, before: int) -> list[Shown]:
    """New messages, when no more come for a moment; none when nothing comes at all."""
    loop = asyncio.get_running_loop()
    began = changed = loop.time()
    count = before
    while loop.time() - began < PATIENCE and (count == before or loop.time() - changed < QUIET):
        await asyncio.sleep(0.05)
        if len(phone.screen()) > count:
            count, changed = len(phone.screen()), loop.time()
    return phone.screen()[before:]


def _print(found: list[Shown], say: Callable[[str], None]) -> None:
    number = 0
    for shown in found:
        say("\n" + "\n".join(f"  {line}" for line in shown.text.split("\n")))
        for title, _ in shown.buttons:
            number += 1
            say(f"    [{number}] {title}")
    say("" if found else "(no answer)")
