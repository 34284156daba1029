"""From replies to calls of the Bot API: text as HTML, the long text behind a button, sources as links, buttons as a keyboard.

A danger's number is the first line, bold; what Telegram cannot show is left out, never an error.
"""

from dataclasses import dataclass, replace
from typing import Any

from bot.messages import Button, Reply
from connectors.channel import Wording, readable
from connectors.delivery import Outgoing
from connectors.rating import rating_of
from connectors.sentences import shorten
from connectors.telegram_channel.directions import directed
from connectors.telegram_channel.markup import Paragraph, Run, of_markdown, of_text
from connectors.telegram_channel.short_payloads import ShortPayloads
from connectors.telegram_channel.splitting import messages

LONGEST_TITLE = 60  # characters; a phone shows no more of a button
SHORT_ROW = 26  # characters of the titles that share a row
MOST_IN_ROW = 3
MOST_BUTTONS = 24


@dataclass(frozen=True, slots=True)
class Rendering:
    """How replies are written for Telegram."""

    texts: Wording
    payloads: ShortPayloads

    def outgoing(self, reply: Reply, unfolded: bool = False, beside: dict[str, Any] | None = None) -> list[Outgoing]:
        """`sendMessage` calls of one reply. `unfolded`: its long text is what was asked for. `beside` goes into each call."""
        folded = bool(reply.more and reply.topic and not unfolded)
        bodies = messages(self._paragraphs(reply, folded))
        keyboard = self._keyboard(self._buttons(reply, folded), self.texts.direction(reply.language))
        calls = [_message(body, beside or {}) for body in bodies]
        rating = [
            row[0] for each in rating_of(reply, self.texts) for row in self._keyboard([Button(*each)], self.texts.direction(reply.language))
        ]
        keyboard += [rating] if rating else []
        if calls and keyboard:
            calls[-1].payload["reply_markup"] = {"inline_keyboard": keyboard}
        return calls

    def _paragraphs(self, reply: Reply, folded: bool) -> list[Paragraph]:
        found = _first_line_bold(of_text(readable(reply.text))) if reply.emergency else of_text(readable(reply.text))
        if reply.more and not folded:
            found += of_markdown(readable(reply.more))
        found += of_text(readable(reply.notice), "i")
        if reply.sources:
            found.append(_sources(reply))
        direction = self.texts.direction(reply.language)
        return [tuple(_directed(paragraph, direction)) for paragraph in found]

    def _buttons(self, reply: Reply, folded: bool) -> list[Button]:
        more = [Button(self.texts.get(reply.language, "buttons.read_more"), f"more:{reply.topic}")] if folded else []
        return [*more, *reply.buttons][:MOST_BUTTONS]

    def _keyboard(self, buttons: list[Button], direction: str) -> list[list[dict[str, str]]]:
        """Rows of short buttons, long ones alone."""
        rows: list[list[dict[str, str]]] = []
        room = 0
        for button in buttons:
            title = shorten(readable(button.title), LONGEST_TITLE)
            if not title:
                continue
            shown = {"text": directed(title, direction), "callback_data": self.payloads.short(button.payload)}
            if rows and len(title) <= room and len(rows[-1]) < MOST_IN_ROW:
                rows[-1].append(shown)
                room -= len(title)
            else:
                rows.append([shown])
                room = SHORT_ROW - len(title)
        return rows


def _message(body: str, beside: dict[str, Any]) -> Outgoing:
    fixed = {"text": body, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    return Outgoing("sendMessage", fixed | beside)


def _first_line_bold(paragraphs: list[Paragraph]) -> list[Paragraph]:
    if not paragraphs:
        return []
    first, _, rest = paragraphs[0][0].text.partition("\n")
    return [(Run(first, "b"), *((Run(f"\n{rest}"),) if rest else ())), *paragraphs[1:]]


def _sources(reply: Reply) -> Paragraph:
    """One line for each source, its title tappable."""
    runs: list[Run] = []
    for number, source in enumerate(reply.sources):
        runs += [Run("\n")] if number else []
        runs += [Run(readable(source.title), link=readable(source.url))]
    return tuple(runs)


def _directed(paragraph: Paragraph, direction: str) -> list[Run]:
    """Marks in every run, at the beginning of a line only where one begins."""
    runs: list[Run] = []
    for run in paragraph:
        text = directed(run.text, direction)
        inside_line = runs and not runs[-1].text.endswith("\n")
        runs.append(replace(run, text=text[1:] if inside_line and direction == "rtl" and not run.text.startswith("\n") else text))
    return runs
