"""From replies to messages of the WhatsApp Cloud API: its lengths, its buttons and lists, its marks. The last step before sending.

Limits (developers.facebook.com, "Interactive reply buttons", "Interactive list messages", "Text messages"): lists take longer bodies
on newer versions of the API; the shorter limit holds on all.
"""

from collections.abc import Sequence

from bot.messages import Button, Reply
from connectors.channel import Wording, readable
from connectors.delivery import Outgoing
from connectors.rating import rating_of
from connectors.sentences import shorten, size, split
from connectors.whatsapp_channel.markup import directed, escape, of_markdown, quiet

METHOD = "messages"
TEXT_LIMIT, BODY_LIMIT = 4096, 1024
BUTTONS, BUTTON_TITLE = 3, 20
ROWS, ROW_TITLE, ROW_DESCRIPTION = 10, 24, 72


def render(reply: Reply, words: Wording, whole: bool = False) -> list[Outgoing]:
    """Messages in order; the buttons stand under the last one. `whole`: the long text was asked for, it comes instead of the short one."""
    direction = words.direction(reply.language)
    text = directed(_text(reply, whole), direction)
    return _messages(text, _buttons(reply, words, whole), reply.language, words)


def _text(reply: Reply, whole: bool) -> str:
    """Without a topic nothing can be asked for later, so all is said at once."""
    long = of_markdown(readable(reply.more))
    said = [long] if whole and long else [escape(readable(reply.text).strip())]
    said += [long] if long and not whole and not reply.topic else []
    said += [quiet(readable(reply.notice).strip())] if reply.notice.strip() else []
    sources = [
        f"{escape(readable(source.title))}: {source.url}" for source in reply.sources if source.url.startswith(("https://", "http://"))
    ]
    return "\n\n".join([*said, "\n".join(sources)]).strip()


def _buttons(reply: Reply, words: Wording, whole: bool) -> list[Button]:
    more = (
        [Button(words.get(reply.language, "buttons.read_more"), f"more:{reply.topic}")] if reply.more and reply.topic and not whole else []
    )
    offered = [Button(" ".join(readable(button.title).split()), button.payload) for button in (*more, *reply.buttons)]
    shown = list({button.payload: button for button in offered if button.title}.values())
    return shown + _rating(reply, words, len(shown))


def _rating(reply: Reply, words: Wording, beside: int) -> list[Button]:
    """Whether it helped, where there is room without a second list and without turning buttons into a list."""
    buttons = [Button(*each) for each in rating_of(reply, words)]
    room = BUTTONS if beside <= BUTTONS else ROWS
    return buttons if beside + len(buttons) <= room else []


def _messages(text: str, buttons: Sequence[Button], language: str, words: Wording) -> list[Outgoing]:
    pieces = split(text, TEXT_LIMIT)
    if not buttons:
        return [_plain(piece) for piece in pieces]
    *before, last = _with_short_end(pieces)
    first, rest = buttons[:ROWS], buttons[ROWS:]
    messages = [*map(_plain, before), _choice(last, first, language, words)]
    if rest:  # eleven languages do not fit in one list
        messages += _messages(words.get(language, "chat.more_choices"), rest, language, words)
    return messages


def _with_short_end(pieces: list[str]) -> list[str]:
    """The same text with a last piece that fits above buttons."""
    *before, last = pieces or ["\u2026"]
    if size(last) <= BODY_LIMIT:
        return [*before, last]
    end = split(last, BODY_LIMIT)[-1]
    return [*before, last[: -len(end)].rstrip(), end]


def _choice(text: str, buttons: Sequence[Button], language: str, words: Wording) -> Outgoing:
    titles = {button.title for button in buttons}  # the platform refuses two buttons of one name
    short = len(titles) == len(buttons) <= BUTTONS and all(size(title) <= BUTTON_TITLE for title in titles)
    interactive = _reply_buttons(buttons) if short else _list(buttons, shorten(words.get(language, "chat.choose"), BUTTON_TITLE))
    return _message("interactive", interactive | {"body": {"text": text}})


def _reply_buttons(buttons: Sequence[Button]) -> dict:
    shown = [{"type": "reply", "reply": {"id": button.payload, "title": button.title}} for button in buttons]
    return {"type": "button", "action": {"buttons": shown}}


def _list(buttons: Sequence[Button], opener: str) -> dict:
    return {"type": "list", "action": {"button": opener, "sections": [{"rows": [_row(button) for button in buttons]}]}}


def _row(button: Button) -> dict:
    """A title that does not fit is cut, and stands whole below."""
    title = shorten(button.title, ROW_TITLE)
    description = {} if title == button.title else {"description": shorten(button.title, ROW_DESCRIPTION)}
    return {"id": button.payload, "title": title} | description


def _plain(text: str) -> Outgoing:
    return _message("text", {"body": text, "preview_url": False})


def _message(kind: str, content: dict) -> Outgoing:
    return Outgoing(METHOD, {"type": kind, kind: content})


def without_buttons(payload: dict) -> dict:
    """The same message as plain text, for when the platform does not take its buttons: the titles stand below the words."""
    content = payload["interactive"]
    action = content["action"]
    titles = [item["reply"]["title"] for item in action.get("buttons", ())]
    titles += [row.get("description", row["title"]) for section in action.get("sections", ()) for row in section["rows"]]
    return _plain("\n".join([content["body"]["text"], "", *(f"- {title}" for title in titles)])).payload
