"""What the assistant does for anti-rumour agents: links their chat with a one-time code, and gives them the kit for what they heard.

Answered without the engine, which never hears of codes.
"""

from collections.abc import Callable, Sequence
from datetime import date

from bot.actions.toolbox import Toolbox
from bot.messages import Button, Decision, Payload, RedactedMessage, Reply
from rumours.agent_chats import AgentChats
from rumours.cards import CardReplies
from rumours.looking_up import Kit, kit_of
from rumours.rumour import Rumour

START, OFF = "start", "off"
LENGTHS = {"minute": "one_minute", "full": "full"}  # part of a card's payload -> its text
PSEUDONYM = 32  # digits; behind them stands how often the person asked to be forgotten


class AgentTalk:
    """`toolbox` gives the tools of a city. No replies mean: answer as for anybody."""

    def __init__(self, chats: AgentChats, toolbox: Callable[[str], Toolbox], today: Callable[[], date] = date.today):
        self._chats, self._toolbox, self._today = chats, toolbox, today

    def replies(self, message: RedactedMessage, text_language: str) -> list[Reply]:
        """Blocks while it reads what is linked: not for the event loop."""
        payload, tools = message.payload, self._toolbox(message.city)
        if payload and payload.act == "agent":
            return self._command(payload.argument, message, tools)
        if (payload and payload.act != "rumour") or not self._chats.agent_in(message.conversation[:PSEUDONYM]):
            return []
        return self._card(payload, message, tools) if payload else self._heard(message, text_language, tools)

    def _command(self, argument: str, message: RedactedMessage, tools: Toolbox) -> list[Reply]:
        """`off` or a code; `start` alone is answered as for anybody."""
        conversation = message.conversation[:PSEUDONYM]
        if argument == START:
            return []
        if argument == OFF:
            self._chats.leave(conversation)
            return [tools.say(message.language, "agents.unlinked")]
        good = self._chats.enter(argument, conversation, message.channel)
        return [tools.say(message.language, "agents.linked" if good else "agents.bad_code")]

    def _card(self, payload: Payload, message: RedactedMessage, tools: Toolbox) -> list[Reply]:
        id, _, part = payload.argument.partition("=")
        card = tools.rumours.card(id)
        if card is None or (part and part not in LENGTHS):
            return []
        kit = kit_of(card, message.language, self._today())
        replies = CardReplies(tools.texts)
        return [long_reply(kit, LENGTHS[part], replies, message.language) if part else kit_reply(kit, replies, tools, message.language)]

    def _heard(self, message: RedactedMessage, text_language: str, tools: Toolbox) -> list[Reply]:
        """The kits of the rumours that a message surely carries, and the answer to a question beside them."""
        cards, beside = tools.rumours.carried(message.text, text_language, message.language, message.city)
        replies = CardReplies(tools.texts)
        kits = [kit_reply(kit_of(card, message.language, self._today()), replies, tools, message.language) for card in cards]
        return [*kits, beside] if kits and beside else kits


def kit_reply(kit: Kit, replies: CardReplies, tools: Toolbox, language: str) -> Reply:
    """What to say, to ask, to tell, not to say, and the figure, with the longer texts behind buttons."""
    text = kit.text
    avoid = ("avoid", text.avoid[:1])
    parts = [("say", (text.one_line,)), ("ask", text.questions[:1]), ("feel", (text.story,))]
    parts = [avoid, *parts] if kit.card.handle_with_care else [*parts, avoid]  # there it matters first
    parts.append(("figures", (kit.leading.sentence,)))
    spoken = "\n\n".join(_part(tools.texts.get(language, f"agents.{key}"), lines) for key, lines in parts if lines)
    buttons = [Button(tools.texts.get(language, f"agents.{part}"), f"rumour:{kit.card.id}={part}") for part in LENGTHS]
    return _reply(kit, spoken, "one_line", replies, language, (*buttons, replies.human(language)))


def long_reply(kit: Kit, length: str, replies: CardReplies, language: str) -> Reply:
    """One of the longer texts."""
    return _reply(kit, getattr(kit.text, length), length, replies, language, (replies.human(language),))


def _part(title: str, lines: Sequence[str]) -> str:
    return f"{title}:\n" + "\n".join(lines)


def _reply(kit: Kit, text: str, part: str, replies: CardReplies, language: str, buttons: tuple[Button, ...]) -> Reply:
    card: Rumour = kit.card
    notice = f"{replies.verdict(card.verdict, language)} · {replies.notice(card, kit.text, part, language, kit.today)}"
    return Reply(
        text=text,
        language=kit.text.language,
        notice=notice,
        buttons=buttons,
        sources=replies.sources(card, part),
        rumour=card.id,
        decision=Decision.ANSWER,
        probability=1.0,
    )
