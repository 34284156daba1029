"""What the assistant does for anti-rumour agents: links their chat with a one-time code, gives them the kit for what they heard, takes
where they heard it and what no card answers, and tells them when a card exists.

Codes and the two taps are answered without the engine, which never hears of codes; the rest is what the engine's actions say in a linked chat.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.actions.agent_kits import LENGTHS, kit_reply, long_reply
from bot.actions.protocol import Outcome, Turn
from bot.actions.thread import message_of
from bot.actions.toolbox import Toolbox
from bot.errors import BadInput
from bot.messages import Button, Decision, Payload, RedactedMessage, Reply
from rumours.agent_chats import AgentChats
from rumours.agent_desk import NOT_SAID
from rumours.cards import CardReplies
from rumours.looking_up import kit_of
from rumours.radar import PLACES
from rumours.rumour import Rumour

START, OFF = "start", "off"
PSEUDONYM = 32  # digits; behind them stands how often the person asked to be forgotten


class AgentTalk:
    """What is pressed or commanded. `toolbox` gives the tools of a city. No replies mean: answer as for anybody."""

    def __init__(self, chats: AgentChats, toolbox: Callable[[str], Toolbox], today: Callable[[], date] = date.today):
        self._chats, self._toolbox, self._today = chats, toolbox, today

    def is_agent(self, message: RedactedMessage) -> bool:
        """Blocks while it reads what is linked: not for the event loop."""
        return self._chats.agent_in(message.conversation[:PSEUDONYM]) is not None

    def replies(self, message: RedactedMessage, text_language: str) -> list[Reply]:
        """Blocks like `is_agent`."""
        payload = message.payload
        if payload is None or payload.act not in ("agent", "rumour", "heard"):
            return []
        tools = self._toolbox(message.city)
        if payload.act == "agent":
            return self._command(payload.argument, message, tools)
        if not self.is_agent(message):
            return []
        return (self._card if payload.act == "rumour" else self._where)(payload, message, tools)

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

    def _where(self, payload: Payload, message: RedactedMessage, tools: Toolbox) -> list[Reply]:
        """Two taps, each carrying what was said before: the district, then the kind of place. A tap too late or made up begins again."""
        id, district, place = (*payload.argument.split("="), "", "")[:3]
        card = tools.rumours.card(id)
        if card is None or tools.agents is None:
            return [tools.say(message.language, "agents.where_gone")]
        if not district:
            return [_which_district(card, tools, message.language)]
        if not place:
            return [_which_place(card, district, tools, message.language)]
        try:
            tools.agents.heard(card, district, place)
        except BadInput:
            return [_which_district(card, tools, message.language)]
        return [tools.say(message.language, "agents.where_counted")]


def where_payloads(cards: Sequence[Rumour], districts: Sequence[str]) -> list[str]:
    """Every payload of the two taps, for channels whose buttons are short."""
    begun = [f"heard:{card.id}={district}" for card in cards for district in (*districts, NOT_SAID)]
    return begun + [f"{tap}={place}" for tap in begun for place in PLACES]


def _which_district(card: Rumour, tools: Toolbox, language: str) -> Reply:
    named = tools.agents.districts() if tools.agents else {}
    buttons = [Button(name, f"heard:{card.id}={id}") for id, name in named.items()]
    unknown = Button(tools.texts.get(language, "agents.no_district"), f"heard:{card.id}={NOT_SAID}")
    return Reply(tools.texts.get(language, "agents.which_district"), language, buttons=(*buttons, unknown))


def _which_place(card: Rumour, district: str, tools: Toolbox, language: str) -> Reply:
    named = ((place, tools.texts.get(language, f"agents.places.{place}")) for place in PLACES)
    buttons = tuple(Button(name, f"heard:{card.id}={district}={place}") for place, name in named)
    return Reply(tools.texts.get(language, "agents.which_place"), language, buttons=buttons)


def for_agent(turn: Turn, tools: Toolbox, answer: Callable[[], Outcome]) -> Outcome:
    """In a linked chat: the kits of what was heard instead of the answer, a way to report what nothing was found for, and news."""
    outcome = _heard(turn, tools) or _with_report(answer(), turn, tools)
    news = _news(turn, tools)
    return replace(outcome, replies=(*outcome.replies, *news)) if news else outcome


def report_claim(turn: Turn, tools: Toolbox) -> Outcome:
    """The last message that was written goes to staff: it was redacted before the engine heard it, and is encrypted when it is kept."""
    if not (turn.agent and tools.agents):
        return Outcome((tools.say(turn.language, "agent"),))
    if not tools.agents.report(turn.conversation[:PSEUDONYM], turn.earlier, turn.text_language):
        return Outcome((tools.say(turn.language, "agents.nothing_to_report"),))
    return Outcome((replace(tools.say(turn.language, "agents.reported"), awaits_news=True),))


def _heard(turn: Turn, tools: Toolbox) -> Outcome | None:
    """The kits of the rumours that a message surely carries, and the answer to a question beside them; None when it carries none."""
    cards, beside = tools.rumours.carried(message_of(turn))
    replies = CardReplies(tools.texts)
    kits = [kit_reply(kit_of(card, turn.language, tools.rumours.today()), replies, tools, turn.language) for card in cards]
    return Outcome((*kits, *((beside,) if beside else ()))) if kits else None


def _with_report(outcome: Outcome, turn: Turn, tools: Toolbox) -> Outcome:
    """With the button that sends the message to staff, where nothing was found or only a choice of cards."""
    last = outcome.replies[-1] if outcome.replies else None
    offers_cards = last is not None and any(button.payload.startswith("rumour:") for button in last.buttons)
    if last is None or not (last.decision is Decision.NONE or (last.decision is Decision.ASK and offers_cards)):
        return outcome
    button = Button(tools.texts.get(turn.language, "agents.report"), "act:report_claim")
    return replace(outcome, replies=(*outcome.replies[:-1], replace(last, buttons=(button, *last.buttons))))


def _news(turn: Turn, tools: Toolbox) -> list[Reply]:
    ids = tools.agents.news(turn.conversation[:PSEUDONYM]) if tools.agents else []
    cards = [card for id in ids if (card := tools.rumours.card(id))]
    return [news_reply(cards, turn.language, CardReplies(tools.texts), tools.texts.get(turn.language, "agents.news"))] if cards else []


def news_reply(cards: Sequence[Rumour], language: str, replies: CardReplies, words: str) -> Reply:
    """That there are cards now for what was reported; the agent's own words are not repeated."""
    return Reply(words, language, buttons=replies.choices(cards, language))
