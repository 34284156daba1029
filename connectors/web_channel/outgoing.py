"""From replies to the wire: the shape of an answer of `POST /api/chat`. The last step of a message on the web."""

from datetime import date

from pydantic import BaseModel

from bot.messages import Button, Reply
from connectors.channel import Wording, readable
from connectors.rating import rating_of


class ButtonOut(BaseModel):
    title: str
    payload: str


class SourceOut(BaseModel):
    title: str
    url: str
    checked_on: date


class ReplyOut(BaseModel):
    """One message to the person; `more` is Markdown, `direction` is `ltr` or `rtl`. After `wants_human` more may come later.

    `rating`: two buttons, yes and no, with which the person may say whether it helped; empty when there is nothing to say.
    """

    text: str
    more: str
    notice: str
    buttons: list[ButtonOut]
    sources: list[SourceOut]
    topic: str | None
    rumour: str | None
    decision: str | None
    probability: float | None
    emergency: bool
    wants_human: bool
    rating: list[ButtonOut]
    language: str
    direction: str


class Answer(BaseModel):
    """All replies to one question; `conversation` goes with the next one."""

    conversation: str
    language: str
    replies: list[ReplyOut]


def answer_of(replies: list[Reply], conversation: str, fallback_language: str, texts: Wording) -> Answer:
    """The answer is in the language of its last reply; without replies, in `fallback_language`."""
    language = replies[-1].language if replies else fallback_language
    return Answer(conversation=conversation, language=language, replies=[reply_out(reply, texts) for reply in replies])


def choices_of(replies: list[ReplyOut]) -> list[ButtonOut]:
    """Buttons of all replies of an answer, each payload once: they are shown together, below the last reply."""
    return list({button.payload: button for reply in replies for button in reply.buttons}.values())


def reply_out(reply: Reply, texts: Wording) -> ReplyOut:
    """Tamed, with its direction."""
    return ReplyOut(
        text=readable(reply.text),
        more=readable(reply.more),
        notice=readable(reply.notice),
        buttons=[_button(button) for button in reply.buttons],
        sources=[SourceOut(title=readable(s.title), url=readable(s.url), checked_on=s.checked_on) for s in reply.sources],
        topic=reply.topic,
        rumour=reply.rumour,
        decision=reply.decision.value if reply.decision else None,
        probability=reply.probability,
        emergency=reply.emergency,
        wants_human=reply.wants_human,
        rating=[ButtonOut(title=title, payload=payload) for title, payload in rating_of(reply, texts)],
        language=reply.language,
        direction=texts.direction(reply.language),
    )


def _button(button: Button) -> ButtonOut:
    return ButtonOut(title=readable(button.title), payload=readable(button.payload))
