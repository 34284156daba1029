"""Conversation ids: ours come back as the same talk, anything else starts a new one."""

import pytest

from connectors.web_channel.conversation_ids import ConversationIds

OURS = ConversationIds("one secret")


def test_own_id_leads_to_the_same_token():
    own = OURS.new()

    assert OURS.ours_or_new(own) == own
    assert OURS.token(own) == own.partition(".")[0]


def test_two_new_ids_are_different():
    assert len({OURS.new() for _ in range(200)}) == 200


def _flipped(conversation: str) -> str:
    return ("A" if conversation[0] != "A" else "B") + conversation[1:]


@pytest.mark.parametrize(
    "foreign",
    [
        None,
        "",
        "x",
        "ñ" * 22 + "." + "ñ" * 22,
        "\x00\udcff",
        "a" * 60_000,
        _flipped(OURS.new()),
        OURS.new()[:-1],
        OURS.new() + "\n",
        " " + OURS.new(),
        OURS.new().partition(".")[0],
        ConversationIds("another secret").new(),
    ],
)
def test_foreign_id_starts_a_fresh_conversation(foreign):
    fresh = OURS.ours_or_new(foreign)

    assert OURS.token(foreign) is None
    assert fresh != foreign
    assert OURS.token(fresh)


def test_last_character_of_the_signature_counts():
    own = OURS.new()

    assert all(OURS.token(own[:-1] + other) is None for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-0123456789" if other != own[-1])
