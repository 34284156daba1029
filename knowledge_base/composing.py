"""From an entry to a reply: summary, parts, sources, the quiet line, buttons. Every word is the entry's or of `bot/texts`."""

from dataclasses import replace

from babel.dates import format_date

from bot.messages import Button, Decision, Reply, SourceLine
from bot.texts import Texts
from knowledge_base.entry import Entry, EntryText, Status
from knowledge_base.guide import Guide
from knowledge_base.languages import DATE_LOCALES, fallbacks_of
from knowledge_base.library import Library
from knowledge_base.parts import plain

SHOWN_SOURCES = 3
SHOWN_LENGTH = 600
CHECKED = "padron"  # the section whose answers offer the Padrón check


class Composer:
    """Replies about entries that were chosen elsewhere."""

    def __init__(self, library: Library, guide: Guide, texts: Texts):
        self._library, self._guide, self._texts = library, guide, texts

    def entry_reply(self, entry: Entry, language: str) -> Reply:
        """Summary first, steps while there is room, the rest behind "more"; sources, date, and what is not yet certain."""
        text = self.text(entry, language)
        return Reply(
            text=self._short(text),
            language=text.language,
            more=f"{text.body}{self._guide.local_help(entry, text.language)}",
            notice=self.notice(entry, language),
            buttons=self._onward(entry, language),
            sources=self.sources(entry),
            topic=entry.id,
        )

    def part_reply(self, entry: Entry, aspect: str | None, language: str) -> Reply:
        """One part of an entry ("and how much is it?"); the honest words when the entry says nothing of it, the whole without `aspect`."""
        text = self.text(entry, language)
        whole = self.entry_reply(entry, language)
        if aspect is None:
            return replace(whole, text=plain(text.body) if len(text.body) < SHOWN_LENGTH else whole.text, decision=Decision.ANSWER)
        part = text.parts.get(aspect)
        if part is None:
            words = self._texts.get(language, "answer.aspect_missing", title=text.title)
            return replace(whole, text=words, more=whole.more, decision=Decision.ANSWER)
        heading = self._texts.get(text.language, f"aspects.{aspect}")
        return replace(whole, text=plain(f"{heading}\n{part}"), more=whole.more, decision=Decision.ANSWER)

    def asked(self, entries: list[Entry], language: str) -> Reply:
        """Which of these it is, asked back."""
        return Reply(self._texts.get(language, "ask"), language, buttons=self._choices(entries, language), decision=Decision.ASK)

    def sources(self, entry: Entry) -> tuple[SourceLine, ...]:
        """The best-seen sources first: official pages before secondary ones."""
        best = sorted(entry.sources, key=lambda source: source.seen)[:SHOWN_SOURCES]
        return tuple(SourceLine(source.publisher, source.url, source.checked_on) for source in best)

    def _short(self, text: EntryText) -> str:
        steps = text.parts.get("steps", "")
        heading = self._texts.get(text.language, "aspects.steps")
        together = f"{text.summary}\n\n{heading}\n{steps}"
        return plain(together if steps and len(together) <= SHOWN_LENGTH else text.summary)

    def notice(self, entry: Entry, language: str) -> str:
        """The quiet line of an entry: when it was checked, in which other language it is, and by whom it was written."""
        text = self.text(entry, language)
        checked = min(source.checked_on for source in entry.sources)
        lines = [
            self._texts.get(language, "answer.checked_on", date=format_date(checked, "long", locale=DATE_LOCALES.get(language, language)))
        ]
        if text.language != language:
            name = self._texts.languages.get(text.language, text.language)
            lines.append(self._texts.get(language, "answer.only_in", language=name))
        if text.status is Status.MACHINE_DRAFT:
            lines.append(self._texts.get(language, "answer.machine_draft"))
        elif text.status is Status.DRAFT:
            lines.append(self._texts.get(language, "answer.draft"))
        return " · ".join(lines)

    def _onward(self, entry: Entry, language: str) -> tuple[Button, ...]:
        city = entry.city
        related = [e for topic in entry.related if (e := self._library.entry(topic, city))]
        check = (Button(self._texts.get(language, "buttons.padron_check"), "act:start_padron_check"),) if entry.section == CHECKED else ()
        return self.topic_buttons(related[: 2 - len(check)], language) + check + (self._human(language),)

    def _choices(self, entries: list[Entry], language: str) -> tuple[Button, ...]:
        return self.topic_buttons(entries, language) + (self._human(language),)

    def topic_buttons(self, entries: list[Entry], language: str) -> tuple[Button, ...]:
        """A button per entry with its title."""
        return tuple(Button(self.text(entry, language).title, f"topic:{entry.id}") for entry in entries)

    def _human(self, language: str) -> Button:
        return Button(self._texts.get(language, "buttons.human"), "act:talk_to_human")

    def unknown(self, near: list[Entry], language: str, attempt: int) -> Reply:
        """That we do not know, in other words at each `attempt`, with the nearest entries."""
        wordings = self._texts.variants(language, "none")
        tail = "none_near" if near else "none_far"
        words = f"{wordings[attempt % len(wordings)]} {self._texts.get(language, tail)}"
        return Reply(words, language, buttons=self._choices(near[:3], language), decision=Decision.NONE)

    def text(self, entry: Entry, language: str) -> EntryText:
        """The text of an entry in the language, or in the nearest that it has."""
        return entry.text_for(language, fallbacks_of(language))
