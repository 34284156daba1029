"""A draft as each channel would show it, for the console: the channels' own rendering, and nothing is sent."""

import html

import nh3

from bot.messages import Reply
from bot.texts import Texts
from connectors.delivery import Outgoing
from connectors.telegram_channel import Rendering, ShortPayloads
from connectors.whatsapp_channel.rendering import render
from console.knowledge.workshop import Bubble
from knowledge_base.answers import Answers
from knowledge_base.editing.trial import Trial, TrialLibrary
from knowledge_base.guide import Guide

HARMLESS = {"b", "i", "u", "s", "code", "pre", "blockquote"}  # of what Telegram knows; links are shown as their words


class Previews:
    """For each channel the messages of one answer."""

    def __init__(self, texts: Texts):
        self._texts = texts

    def __call__(self, trial: Trial, language: str) -> dict[str, list[Bubble]]:
        """Channel -> what a person who asked in `language` would get from the draft."""
        texts, library = self._texts.in_city(trial.then.city), TrialLibrary(trial.then)
        reply = Answers(library, Guide(library, texts), texts).entry_reply(trial.entry, language)
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
