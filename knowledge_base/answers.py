"""From a question to a sourced reply: match, choose the language, compose. Needs neither the engine nor the network."""

from collections.abc import Iterable
from dataclasses import replace

from bot.messages import Button, Decision, Reply, SourceLine
from bot.texts import Texts
from knowledge_base.composing import Composer
from knowledge_base.entry import Entry
from knowledge_base.guide import Guide
from knowledge_base.library import Library
from knowledge_base.question import Question
from knowledge_base.two_needs import two_needs
from matching.items import Match
from matching.normalisation import content_words, fold

IN_TALK = 0.4  # probability from which a doubtful message in the middle of a talk is answered, the other entries as buttons
MAY_BE = 0.15  # probability from which another entry stands in a button below what answers in the middle of a talk
STEM = 5  # letters by which a word that a person says is known in a title, whatever its ending
MOST_RELATED = 3
GOOD_ENOUGH = 0.03  # probability from which an entry near the topic gives the part that the topic lacks


class Answers:
    """The use-cases of the knowledge base for one person's question."""

    def __init__(self, library: Library, guide: Guide, texts: Texts):
        self._library, self._composer = library, Composer(library, guide, texts)

    def reply(self, question: Question) -> Reply:
        """The entry that the matcher is sure of, a choice when it doubts, else that we do not know."""
        return self._reply_of(self._match(question), question)

    def _match(self, question: Question) -> Match:
        return self._library.match(question.text, question.text_language, question.city, question.after, question.asked)

    def _reply_of(self, match: Match, question: Question) -> Reply:
        entries, found = self._found(match, question.city)
        if match.decision == "answer" and entries:
            return replace(self._composer.entry_reply(entries[0], question.language), decision=Decision.ANSWER, **found)
        if match.decision == "ask" and entries:
            return replace(self._composer.asked(entries, question.language), **found)
        return replace(self._composer.unknown(entries, question.language, question.attempt), **found)

    def _found(self, match: Match, city: str) -> tuple[list[Entry], dict]:
        """(the candidates that are entries, best first, what a reply says of them)."""
        entries = [e for c in match.candidates if (e := self._library.entry(c.id, city))]
        probability = match.candidates[0].probability if match.candidates else 0.0
        return entries, {"probability": round(probability, 4), "candidates": tuple(e.id for e in entries)}

    def replies(self, question: Question) -> tuple[Reply, ...]:
        """One reply as `reply` gives it, or both answers when the message asks two things.

        What asks on about the topic before gets the part of it that is named.
        """
        language, city, whole = question.text_language, question.city, self._match(question)
        needs = two_needs(question.text, language, whole, lambda part: self._library.match(part, language, city))
        both = [reply for topic in needs if (reply := self.topic_reply(topic, question.language, city))]
        if len(both) == 2:
            return tuple(both)
        return (self._in_talk(whole, question) or self._reply_of(whole, question),)

    def _in_talk(self, match: Match, question: Question) -> Reply | None:
        """What a message after the answer of a topic gets: the part of it that is asked for, or the entry that it goes on to.

        In doubt too: in the middle of a talk to be asked back is little help. What else it may be stands in the buttons. None where
        `_reply_of` says what there is to say.
        """
        topic, language, city = question.after, question.language, question.city
        best = match.candidates[0] if match.candidates and topic else None
        is_doubted = match.decision == "ask" and best is not None and best.probability >= IN_TALK
        if best is None or not (is_doubted or (match.decision == "answer" and best.id == topic)):
            return None
        part = self._part(topic, question) if best.id == topic else self.topic_reply(best.id, language, city)
        if part is None:
            return None
        entries, found = self._found(match, city)
        likely = {c.id for c in match.candidates[1:] if is_doubted or c.probability >= MAY_BE}
        others = self._composer.topic_buttons([entry for entry in entries if entry.id in likely], language)
        return replace(part, buttons=tuple(dict.fromkeys((*others, *part.buttons))), **found)

    def topic_reply(self, topic: str, language: str, city: str) -> Reply | None:
        """The reply of a chosen entry, None when the city has no such entry."""
        entry = self._library.entry(topic, city)
        return replace(self._composer.entry_reply(entry, language), decision=Decision.ANSWER, probability=1.0) if entry else None

    def aspect_reply(self, topic: str, aspect: str | None, language: str, city: str) -> Reply | None:
        """One part of an entry ("and how much is it?"), None when the city has no such entry."""
        entry = self._library.entry(topic, city)
        return self._composer.part_reply(entry, aspect, language) if entry else None

    def entry_reply(self, entry: Entry, language: str) -> Reply:
        """Summary first, steps while there is room, the rest behind "more"."""
        return self._composer.entry_reply(entry, language)

    def follow_up(self, question: Question) -> Reply | None:
        """A question that names no topic, about the last one. None when that topic is no entry (any more).

        Another entry answers when the matcher is sure of it; when it doubts, only one near the topic; and none that lacks the part
        that is named when the topic has it. What was asked before is not read with it.
        """
        topic, language, city = question.after, question.language, question.city
        entry = self._library.entry(topic, city) if topic else None
        if entry is None:
            return None
        match = self._match(replace(question, asked=""))
        found = [c.id for c in match.candidates if match.decision == "answer" or c.id == topic or self._are_near(entry, c.id)]
        moves_on = found and found[0] != topic and match.decision != "none"
        if moves_on and (self._has_part(found[0], question) or not self._has_part(topic, question)):
            return self.topic_reply(found[0], language, city)
        return self._part(topic, question)

    def _part(self, topic: str, question: Question) -> Reply | None:
        """The part of the topic that is named, or that of an entry near it when the topic has none; None without such an entry."""
        aspect, language, city = question.aspect, question.language, question.city
        entry = self._library.entry(topic, city)
        if entry and aspect and not self._has_part(topic, question):
            for candidate in self._library.likely_after(question.text, question.text_language, city, topic):
                near = candidate.id != topic and candidate.probability >= GOOD_ENOUGH and self._are_near(entry, candidate.id)
                if near and self._has_part(candidate.id, question):
                    return self.aspect_reply(candidate.id, aspect, language, city)
        return self.aspect_reply(topic, aspect, language, city)

    def _has_part(self, topic: str, question: Question) -> bool:
        """Whether an entry has the part that is named."""
        entry = self._library.entry(topic, question.city)
        return entry is not None and question.aspect in self._composer.text(entry, question.language).parts

    def choices(self, topics: Iterable[str], language: str, city: str) -> Reply:
        """Which of these it is, asked back."""
        entries = [entry for topic in topics if (entry := self._library.entry(topic, city))]
        return replace(self._composer.asked(entries, language), candidates=tuple(entry.id for entry in entries))

    def leans(self, text: str, city: str) -> bool:
        """Whether a message needs what was said before to be understood."""
        return self._library.leans(text, city)

    def related(self, topic: str, language: str, city: str) -> tuple[Button, ...]:
        """Buttons of the entries that stand beside this one; none when there is no such entry."""
        entry = self._library.entry(topic, city)
        beside = [other for id in entry.related if (other := self._library.entry(id, city))] if entry else []
        return self._composer.topic_buttons(beside[:MOST_RELATED], language)

    def named(self, text: str, topics: Iterable[str], language: str, city: str) -> str | None:
        """The one of `topics` whose title has all the words of `text`; None when no title or several do."""
        stems = [word[:STEM] for word in content_words(text, language)]
        titles = {topic: fold(self.title(topic, language, city)) for topic in topics}
        found = [topic for topic, title in titles.items() if stems and all(stem in title for stem in stems)]
        return found[0] if len(found) == 1 else None

    def _are_near(self, entry: Entry, id: str) -> bool:
        other = self._library.entry(id, entry.city)
        return other is not None and (id in entry.related or other.section == entry.section)

    def notice(self, topic: str, language: str, city: str) -> str:
        """The quiet line of an entry: when it was checked and by whom it was written; empty when there is no such entry."""
        entry = self._library.entry(topic, city)
        return self._composer.notice(entry, language) if entry else ""

    def sources_of(self, topics: list[str], city: str) -> tuple[SourceLine, ...]:
        """The best source of each topic, without repetition."""
        entries = [entry for topic in topics if (entry := self._library.entry(topic, city))]
        best = {line.url: line for entry in entries for line in self._composer.sources(entry)[:1]}
        return tuple(best.values())

    def title(self, topic: str, language: str, city: str) -> str:
        """The title of an entry in the person's language, empty when there is none."""
        entry = self._library.entry(topic, city)
        return self._composer.text(entry, language).title if entry else ""
