"""A draft as each channel would show it, for the console: the channels' own rendering, and nothing is sent."""

import html
from datetime import date, datetime
from zoneinfo import ZoneInfo

import nh3

from bot.messages import Reply
from bot.texts import Texts
from connectors.delivery import Outgoing
from connectors.telegram_channel import Rendering, ShortPayloads
from connectors.web_channel.markdown import html_of
from connectors.whatsapp_channel.rendering import render
from console.editing.bench import Bubble
from knowledge_base.answers import Answers
from knowledge_base.directory import HERE
from knowledge_base.editing.services.desk import ServiceTrial
from knowledge_base.editing.services.written import ALL_LANGUAGES
from knowledge_base.editing.trial import Trial, TrialLibrary
from knowledge_base.guide import Guide
from knowledge_base.service_cards import ServiceCards
from rumours.cards import CardReplies
from rumours.editing.trial import CardTrial
from rumours.looking_up import LENGTHS, kit_of
from rumours.rumour import Rumour
from rumours.sharing.image import image_of
from rumours.sharing.words import shared_words

HARMLESS = {"b", "i", "u", "s", "code", "pre", "blockquote"}  # of what Telegram knows; links are shown as their words


class Previews:
    """For each channel the messages of one answer."""

    def __init__(self, texts: Texts):
        self._texts = texts

    def __call__(self, trial: Trial, language: str) -> dict[str, list[Bubble]]:
        """Channel -> what a person who asked in `language` would get from the draft."""
        texts, library = self._texts.in_city(trial.then.city), TrialLibrary(trial.then)
        reply = Answers(library, Guide(library, texts), texts).entry_reply(trial.entry, language)
        return _in_channels(reply, texts)


class CardPreviews:
    """For each channel the short reply of a card, and beside them what agents get."""

    def __init__(self, texts: Texts):
        self._texts = texts

    def __call__(self, trial: CardTrial, language: str) -> dict[str, list[Bubble]]:
        """As for entries; `kit`: the three lengths."""
        today = date.today()
        kit = kit_of(trial.entry, language, today)
        lengths = [Bubble(html.escape(getattr(kit.text, length))) for length in LENGTHS]
        return _in_channels(CardReplies(self._texts).short(trial.entry, language, today), self._texts) | {"kit": lengths}

    def picture(self, card: Rumour, language: str, today: date) -> bytes:
        """PNG of what agents hand on. Raises NoFont."""
        return image_of(shared_words(kit_of(card, language, today), self._texts))


class ServicePreviews:
    """A service as the chat shows it, short and long."""

    def __init__(self, texts: Texts):
        self._texts = texts

    def __call__(self, trial: ServiceTrial, language: str) -> dict[str, list[Bubble]]:
        """`short`: among others; `long`: alone."""
        cards, now, language = ServiceCards(self._texts), datetime.now(ZoneInfo(HERE)), "es" if language == ALL_LANGUAGES else language
        short, long = cards.short(trial.entry.service, language, now), cards.long(trial.entry.service, language)
        return {"short": [Bubble(html.escape(short))], "long": [Bubble(html_of(long))]}


def _in_channels(reply: Reply, texts: Texts) -> dict[str, list[Bubble]]:
    telegram = Rendering(texts, ShortPayloads(lambda: [])).outgoing(reply)
    return {"web": _web(reply), "telegram": [*map(_telegram, telegram)], "whatsapp": [*map(_whatsapp, render(reply, texts))]}


def _web(reply: Reply) -> list[Bubble]:
    sources = "\n".join(f"{source.title} · {source.checked_on}" for source in reply.sources)
    said = [reply.text, reply.more, reply.notice, sources]
    return [Bubble(html.escape("\n\n".join(filter(None, said))), tuple(button.title for button in reply.buttons))]


def _telegram(call: Outgoing) -> Bubble:
    rows = call.payload.get("reply_markup", {}).get("inline_keyboard", [])
    return Bubble(nh3.clean(call.payload["text"], tags=HARMLESS, attributes={}), tuple(key["text"] for row in rows for key in row))


def _whatsapp(call: Outgoing) -> Bubble:
    chosen = call.payload.get("interactive")
    if chosen is None:
        return Bubble(html.escape(call.payload["text"]["body"]))
    action = chosen["action"]
    titles = [button["reply"]["title"] for button in action.get("buttons", [])]
    titles += [row["title"] for section in action.get("sections", []) for row in section["rows"]]
    return Bubble(html.escape(chosen["body"]["text"]), tuple(titles))
