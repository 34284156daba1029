"""What somebody here says to a person unasked (an answer of a human, a card that an agent waited for): on a platform it goes the durable
way, in the talk's turn, tried again and never twice."""

import secrets

from bot.messages import Reply
from bot.wire import reply_to_json
from connectors.delivery import SAID_UNASKED, Update


def unasked(channel: str, chat: str, reply: Reply) -> Update:
    """For the inbox, under an id of our own. What the platform then says about it, staff see on the page of what works."""
    return Update(channel, f"own-{secrets.token_hex(16)}", chat, {SAID_UNASKED: reply_to_json(reply)})
