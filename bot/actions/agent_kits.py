"""A card as an agent gets it by chat: what to say, to ask, to tell, not to say, the figure; longer texts and the two taps behind buttons."""

from collections.abc import Sequence

from bot.actions.toolbox import Toolbox
from bot.messages import Button, Decision, Reply
from rumours.cards import CardReplies
from rumours.looking_up import Kit
from rumours.rumour import Rumour

LENGTHS = {"minute": "one_minute", "full": "full"}  # part of a card's payload -> its text


def kit_reply(kit: Kit, replies: CardReplies, tools: Toolbox, language: str) -> Reply:
    """What to say, to ask, to tell, not to say, and the figure, with the longer texts behind buttons."""
    text = kit.text
    avoid = ("avoid", text.avoid[:1])
    parts = [("say", (text.one_line,)), ("ask", text.questions[:1]), ("feel", (text.story,))]
    parts = [avoid, *parts] if kit.card.handle_with_care else [*parts, avoid]  # there it matters first
    parts.append(("figures", (kit.leading.sentence,)))
    spoken = "\n\n".join(_part(tools.texts.get(language, f"agents.{key}"), lines) for key, lines in parts if lines)
    buttons = [Button(tools.texts.get(language, f"agents.{part}"), f"rumour:{kit.card.id}={part}") for part in LENGTHS]
    where = Button(tools.texts.get(language, "agents.where"), f"heard:{kit.card.id}")
    return _reply(kit, spoken, "one_line", replies, language, (*buttons, where))  # three: more do not fit as buttons on WhatsApp


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
