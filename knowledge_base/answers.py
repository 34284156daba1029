"""From a question to a sourced reply: match, choose the language, compose. Needs neither the engine nor the network."""

from collections.abc import Iterable
from dataclasses import replace

from babel.dates import format_date

from bot.messages import Button, Decision, Reply, SourceLine
from bot.texts import Texts
from knowledge_base.entry import Entry, EntryText, Status
from knowledge_base.guide import Guide
from knowledge_base.languages import fallbacks_of
from knowledge_base.library import Library
from knowledge_base.parts import plain
from knowledge_base.two_needs import two_needs
from matching.items import Match
from matching.normalisation import content_words, fold

DATE_LOCALES = {"en": "en_GB"}
SHOWN_SOURCES = 3
SHOWN_LENGTH = 600
CHECKED = "padron"  # the section whose answers offer the Padrón check
STEM = 5  # letters by which a word that a person says is known in a title, whatever its ending
GOOD_ENOUGH = 0.05  # the same, when the last topic says nothing of what is asked


class Answers:
    """The use-cases of the knowledge base for one person's question."""

    def __init__(self, library: Library, guide: Guide, texts: Texts):
        self._library, self._guide, self._texts = library, guide, texts

    def reply(self, text: str, text_language: str, language: str, city: str, attempt: int = 0, after: str | None = None) -> Reply:
        """The reply to a question written in `text_language`, in `language`; `attempt` counts how often we did not know, `after` is the
        topic that was answered last."""
        return self._reply_of(self._library.match(text, text_language, city, after), language, city, attempt)

    def _reply_of(self, match: Match, language: str, city: str, attempt: int) -> Reply:
        entries = [e for c in match.candidates if (e := self._library.entry(c.id, city))]
        probability = match.candidates[0].probability if match.candidates else 0.0
        found = {"probability": round(probability, 4), "candidates": tuple(e.id for e in entries)}
        if match.decision == "answer" and entries:
            return replace(self.entry_reply(entries[0], language), decision=Decision.ANSWER, **found)
        if match.decision == "ask" and entries:
            return replace(self._asked(entries, language), **found)
        return replace(self._unknown(entries, language, attempt), **found)

    def replies(
        self, text: str, text_language: str, language: str, city: str, attempt: int = 0, after: str | None = None, aspect: str | None = None
    ) -> tuple[Reply, ...]:
        """One reply as `reply` gives it, or both answers when the message asks two things.

        What asks on about the topic `after` gets the part of it that `aspect` names.
        """
        whole = self._library.match(text, text_language, city, after)
        needs = two_needs(text, text_language, whole, lambda part: self._library.match(part, text_language, city))
        both = [reply for topic in needs if (reply := self.topic_reply(topic, language, city))]
        if len(both) == 2:
            return tuple(both)
        reply = self._reply_of(whole, language, city, attempt)
        if after and reply.topic == after:
            part = self._part(after, aspect, whole, language, city)
            reply = replace(part, probability=reply.probability, candidates=reply.candidates) if part else reply
        return (reply,)

    def topic_reply(self, topic: str, language: str, city: str) -> Reply | None:
        """The reply of a chosen entry, None when the city has no such entry."""
        entry = self._library.entry(topic, city)
        return replace(self.entry_reply(entry, language), decision=Decision.ANSWER, probability=1.0) if entry else None

    def aspect_reply(self, topic: str, aspect: str | None, language: str, city: str) -> Reply | None:
        """One part of an entry ("and how much is it?"); the honest words when the entry says nothing of it."""
        entry = self._library.entry(topic, city)
        if entry is None:
            return None
        text = self._text(entry, language)
        whole = self.entry_reply(entry, language)
        if aspect is None:
            return replace(whole, text=plain(text.body) if len(text.body) < SHOWN_LENGTH else whole.text, decision=Decision.ANSWER)
        part = text.parts.get(aspect)
        if part is None:
            words = self._texts.get(language, "answer.aspect_missing", title=text.title)
            return replace(whole, text=words, more=whole.more, decision=Decision.ANSWER)
        heading = self._texts.get(text.language, f"aspects.{aspect}")
        return replace(whole, text=plain(f"{heading}\n{part}"), more=whole.more, decision=Decision.ANSWER)

    def follow_up(self, text: str, topic: str, aspect: str | None, text_language: str, language: str, city: str) -> Reply | None:
        """A question that names no topic, about the last one. None when that topic is no entry (any more).

        Another entry answers when the matcher is sure of it; when it doubts, only one near the topic.
        """
        entry = self._library.entry(topic, city)
        if entry is None:
            return None
        match = self._library.match(text, text_language, city, topic)
        found = [c.id for c in match.candidates if match.decision == "answer" or c.id == topic or self._are_near(entry, c.id)]
        if found and found[0] != topic and match.decision != "none":
            return self.topic_reply(found[0], language, city)
        return self._part(topic, aspect, match, language, city)

    def _part(self, topic: str, aspect: str | None, match: Match, language: str, city: str) -> Reply | None:
        """The part of the topic that `aspect` names, or that of an entry near it when the topic has none; None without such an entry."""
        entry = self._library.entry(topic, city)
        if entry and aspect and aspect not in self._text(entry, language).parts:
            for candidate in match.candidates:
                other = self._library.entry(candidate.id, city)
                near = candidate.id != topic and candidate.probability >= GOOD_ENOUGH and self._are_near(entry, candidate.id)
                if near and other and aspect in self._text(other, language).parts:
                    return self.aspect_reply(candidate.id, aspect, language, city)
        return self.aspect_reply(topic, aspect, language, city)

    def choices(self, topics: Iterable[str], language: str, city: str) -> Reply:
        """Which of these it is, asked back."""
        entries = [entry for topic in topics if (entry := self._library.entry(topic, city))]
        return replace(self._asked(entries, language), candidates=tuple(entry.id for entry in entries))

    def named(self, text: str, topics: Iterable[str], language: str, city: str) -> str | None:
        """The one of `topics` whose title has all the words of `text`; None when no title or several do."""
        stems = [word[:STEM] for word in content_words(text, language)]
        titles = {topic: fold(self.title(topic, language, city)) for topic in topics}
        found = [topic for topic, title in titles.items() if stems and all(stem in title for stem in stems)]
        return found[0] if len(found) == 1 else None

    def _asked(self, entries: list[Entry], language: str) -> Reply:
        return Reply(self._texts.get(language, "ask"), language, buttons=self._choices(entries, language), decision=Decision.ASK)

    def _are_near(self, entry: Entry, id: str) -> bool:
        other = self._library.entry(id, entry.city)
        return other is not None and (id in entry.related or other.section == entry.section)

    def notice(self, topic: str, language: str, city: str) -> str:
        """The quiet line of an entry: when it was checked and by whom it was written; empty when there is no such entry."""
        entry = self._library.entry(topic, city)
        return self._notice(entry, self._text(entry, language), language) if entry else ""

    def sources_of(self, topics: list[str], city: str) -> tuple[SourceLine, ...]:
        """The best source of each topic, without repetition."""
        entries = [entry for topic in topics if (entry := self._library.entry(topic, city))]
        best = {line.url: line for entry in entries for line in self.sources(entry)[:1]}
        return tuple(best.values())

    def title(self, topic: str, language: str, city: str) -> str:
        """The title of an entry in the person's language, empty when there is none."""
        entry = self._library.entry(topic, city)
        return self._text(entry, language).title if entry else ""

    def entry_reply(self, entry: Entry, language: str) -> Reply:
        """Summary first, steps while there is room, the rest behind "more"; sources, date, and what is not yet certain."""
        text = self._text(entry, language)
        return Reply(
            text=self._short(text),
            language=text.language,
            more=f"{text.body}{self._guide.local_help(entry, text.language)}",
            notice=self._notice(entry, text, language),
            buttons=self._onward(entry, language),
            sources=self.sources(entry),
            topic=entry.id,
        )

    def sources(self, entry: Entry) -> tuple[SourceLine, ...]:
        """The best-seen sources first: official pages before secondary ones."""
        best = sorted(entry.sources, key=lambda source: source.seen)[:SHOWN_SOURCES]
        return tuple(SourceLine(source.publisher, source.url, source.checked_on) for source in best)

    def _short(self, text: EntryText) -> str:
        steps = text.parts.get("steps", "")
        heading = self._texts.get(text.language, "aspects.steps")
        together = f"{text.summary}\n\n{heading}\n{steps}"
        return plain(together if steps and len(together) <= SHOWN_LENGTH else text.summary)

    def _notice(self, entry: Entry, text: EntryText, language: str) -> str:
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
        return self._topic_buttons(related[: 2 - len(check)], language) + check + (self._human(language),)

    def _choices(self, entries: list[Entry], language: str) -> tuple[Button, ...]:
        return self._topic_buttons(entries, language) + (self._human(language),)

    def _topic_buttons(self, entries: list[Entry], language: str) -> tuple[Button, ...]:
        return tuple(Button(self._text(entry, language).title, f"topic:{entry.id}") for entry in entries)

    def _human(self, language: str) -> Button:
        return Button(self._texts.get(language, "buttons.human"), "act:talk_to_human")

    def _unknown(self, near: list[Entry], language: str, attempt: int) -> Reply:
        wordings = self._texts.variants(language, "none")
        tail = "none_near" if near else "none_far"
        words = f"{wordings[attempt % len(wordings)]} {self._texts.get(language, tail)}"
        return Reply(words, language, buttons=self._choices(near[:3], language), decision=Decision.NONE)

    def _text(self, entry: Entry, language: str) -> EntryText:
        return entry.text_for(language, fallbacks_of(language))
