"""The durable inbox on real databases: answered once, in order, in parallel, with patience, and never held up by poison."""

import asyncio
from dataclasses import replace

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text

from bot.durable.inbox import DurableInbox
from bot.errors import TooManyMessages, Unavailable
from bot.keys import Key
from bot.storage.database import make_engine
from tests.contract.durable.platform import library_rows, opened, states, until, update


def counted(outcome: str, channel: str = "telegram") -> float:
    return REGISTRY.get_sample_value("harrera_inbound_total", {"channel": channel, "outcome": outcome}) or 0.0


async def test_update_is_answered_once_and_leaves_nothing(place, platform):
    async with opened(place, platform) as inbox:
        assert await inbox.accept(update("1", times=2))
        await until(lambda: states(place.engine) == {"done": 1})
        await until(lambda: library_rows(place) == 0)
        assert not await inbox.accept(update("1", times=2)), "a redelivery after everything was purged"

    assert platform.sent() == [("1", 0), ("1", 1)]


async def test_changed_secret_loses_nothing_and_answers_nothing_again(place, platform):
    inbox = DurableInbox(place, [platform])
    inbox._open, inbox._begin = True, lambda workflow_id: None  # stopped before it was begun
    await inbox.accept(update("1"))
    changed = replace(place, secret=Key.after(place.secret, b"another secret of this installation"))
    async with opened(changed, platform) as inbox:
        await until(lambda: states(place.engine) == {"done": 1})
        assert not await inbox.accept(update("1")), "delivered again, after the change"
        assert await inbox.accept(update("2"))
        await until(lambda: states(place.engine) == {"done": 2})

    assert platform.sent() == [("1", 0), ("2", 0)]


async def test_twenty_deliveries_at_once_are_one(place, platform):
    async with opened(place, platform) as inbox:
        new = await asyncio.gather(*(inbox.accept(update("1", slow=0.1)) for _ in range(20)))
        await until(lambda: states(place.engine) == {"done": 1})

    assert sorted(new) == [False] * 19 + [True]
    assert platform.sent() == [("1", 0)] and platform.asked == ["1"]


async def test_same_id_of_two_channels_is_two_updates(place, platform):
    other = replace(platform, name="whatsapp")
    async with opened(place, platform, other) as inbox:
        assert await inbox.accept(update("1")) and await inbox.accept(update("1", channel="whatsapp"))
        await until(lambda: states(place.engine) == {"done": 2})

    assert len(platform.sent()) == 2


async def test_conversation_keeps_its_order_whatever_each_answer_takes(place, platform):
    async with opened(place, platform) as inbox:
        for number in range(10):
            await inbox.accept(update(f"{number}", slow=0.2 if number % 3 == 0 else 0.0, replies_fail=number == 4))
        await until(lambda: states(place.engine) == {"done": 10})

    assert [id for id, _ in platform.sent()] == [str(number) for number in range(10)]
    assert platform.most_at_once == 1


async def test_conversations_go_side_by_side_up_to_the_cap(place, platform):
    async with opened(replace(place, concurrency=3), platform) as inbox:
        for number in range(9):
            await inbox.accept(update(f"{number}", chat=f"chat-{number}", slow=0.3))
        await until(lambda: states(place.engine) == {"done": 9})

    assert platform.most_at_once == 3


async def test_slow_conversation_holds_up_nobody(place, platform):
    async with opened(place, platform) as inbox:
        await inbox.accept(update("slow", chat="a", slow=3.0))
        await inbox.accept(update("quick", chat="b"))
        await until(lambda: platform.sent("b"))
        assert platform.sent("a") == []


async def test_platform_is_asked_again_as_late_as_it_wishes(place, platform):
    waits: list[float] = []

    async def pause(seconds: float) -> None:
        waits.append(seconds)

    async with opened(replace(place, pause=pause), platform) as inbox:
        await inbox.accept(update("1", refuse=[None, 7, None, "crash"]))
        await until(lambda: states(place.engine) == {"done": 1})

    assert platform.sent() == [("1", 0)]
    assert waits == [0.5, 7, 2.0, 4.0]


async def test_refused_for_good_is_not_tried_again(place, platform):
    refused = counted("refused")
    async with opened(place, platform) as inbox:
        await inbox.accept(update("1", refuse=["permanent"]))
        await inbox.accept(update("2"))
        await until(lambda: states(place.engine) == {"done": 2})

    assert platform.sent() == [("2", 0)] and counted("refused") == refused + 1


async def test_platform_that_never_takes_it_is_given_up(place, platform):
    parked = counted("parked")
    async with opened(replace(place, give_up_seconds=60.0), platform) as inbox:
        await inbox.accept(update("1", refuse=[30, 40, 50]))
        await inbox.accept(update("2", chat="chat-1"))
        await until(lambda: states(place.engine) == {"parked": 1, "done": 1})

    assert [id for id, _ in platform.sent()] == ["2"] and counted("parked") == parked + 1


async def test_replies_that_fail_are_tried_again(place, platform):
    async with opened(place, platform) as inbox:
        await inbox.accept(update("1", replies_fail=4))
        await until(lambda: states(place.engine) == {"done": 1})

    assert platform.asked == ["1"] * 5 and platform.sent() == [("1", 0)]


async def test_poison_is_parked_and_holds_up_nothing(place, platform, caplog):
    parked = counted("parked")
    async with opened(place, platform) as inbox:
        await inbox.accept(update("poison", replies_fail=99, words="zqcanary"))
        await inbox.accept(update("next"))
        await until(lambda: states(place.engine) == {"parked": 1, "done": 1})

    assert platform.asked == ["poison"] * 5 + ["next"] and platform.sent() == [("next", 0)]
    assert counted("parked") == parked + 1 and "zqcanary" not in caplog.text


async def test_refused_on_purpose_is_done_without_a_word(place, platform):
    async def too_fast(_update):
        raise TooManyMessages("too many")

    platform.replies_to = too_fast
    async with opened(place, platform) as inbox:
        await inbox.accept(update("1"))
        await until(lambda: states(place.engine) == {"done": 1})

    assert platform.sent() == []


async def test_channel_that_was_switched_off_parks_its_updates(place, platform):
    async with opened(place, platform) as inbox:
        await inbox.accept(update("1", channel="whatsapp"))
        await until(lambda: states(place.engine) == {"parked": 1})


async def test_update_sealed_with_another_secret_is_parked(place, platform):
    async with opened(replace(place, pause=asyncio.sleep), platform) as inbox:
        await inbox.accept(update("1", slow=60))
        await until(lambda: platform.asked == ["1"])
    async with opened(replace(place, secret=b"another secret"), platform):
        await until(lambda: states(place.engine) == {"parked": 1})


async def test_closed_inbox_accepts_nothing(place, platform):
    inbox = DurableInbox(place, [platform])
    with pytest.raises(Unavailable):
        await inbox.accept(update("1"))
    async with opened(place, platform) as inbox:
        pass
    with pytest.raises(Unavailable):
        await inbox.accept(update("1"))

    assert states(place.engine) == {}


async def test_what_cannot_be_stored_is_not_acknowledged(place, platform):
    async with opened(place, platform) as inbox:
        assert inbox.ready()
        with place.engine.begin() as connection:
            connection.execute(text("ALTER TABLE inflight RENAME TO away"))
        with pytest.raises(Unavailable) as raised:
            await inbox.accept(update("zqcanary"))
        with place.engine.begin() as connection:
            connection.execute(text("ALTER TABLE away RENAME TO inflight"))
        assert await inbox.accept(update("1"))
        await until(lambda: states(place.engine) == {"done": 1})

    assert "zqcanary" not in str(raised.value) and not inbox.ready()


async def test_step_that_cannot_be_recorded_is_not_done_again_and_parks_nothing(place, platform):
    """A full disk under the library's own file, for example."""
    library = make_engine(place.library_url)
    table = "operation_outputs" if library.dialect.name == "sqlite" else f"{place.library_schema}.operation_outputs"
    async with opened(replace(place, pause=asyncio.sleep), platform) as inbox:
        await inbox.accept(update("1", slow=1.0, times=2))
        await until(lambda: platform.asked == ["1"])
        with library.begin() as connection:
            connection.execute(text(f"ALTER TABLE {table} RENAME TO away"))
        await asyncio.sleep(2.0)
        assert states(place.engine) == {"waiting": 1} and platform.sent() == []
        with library.begin() as connection:
            connection.execute(text(f"ALTER TABLE {table.replace('operation_outputs', 'away')} RENAME TO operation_outputs"))
        await until(lambda: states(place.engine) == {"done": 1})
    library.dispose()

    assert platform.asked == ["1"] and platform.sent() == [("1", 0), ("1", 1)]


async def test_orderly_stop_leaves_the_rest_for_the_next_start(place, platform):
    async with opened(place, platform) as inbox:
        await inbox.accept(update("1", slow=60))
        await inbox.accept(update("2"))
        await until(lambda: platform.asked == ["1"])
    assert states(place.engine) == {"waiting": 2} and platform.sent() == []

    platform.replies_to = _without_delay(platform.replies_to)
    async with opened(place, platform):
        await until(lambda: states(place.engine) == {"done": 2})

    assert [id for id, _ in platform.sent()] == ["1", "2"]


async def test_stop_with_a_backlog_puts_nothing_aside(place, platform):
    """What the library raises while it goes away is no fault of the messages."""
    async with opened(place, platform) as inbox:
        for number in range(60):
            await inbox.accept(update(f"{number}", chat=f"chat-{number % 20}", slow=0.5))
    assert "parked" not in states(place.engine) and len(platform.sent()) < 60

    platform.replies_to = _without_delay(platform.replies_to)
    async with opened(place, platform):
        await until(lambda: states(place.engine) == {"done": 60})

    assert sorted(int(id) for id, _ in platform.sent()) == list(range(60))


async def test_stop_waits_for_the_record_of_what_the_platform_took(place, platform):
    platform.confirms_after = 1.5
    async with opened(place, platform) as inbox:  # its stop has patience for a second
        await inbox.accept(update("1", times=2))
        await until(lambda: platform.sent() == [("1", 0)])
    assert platform.sent() == [("1", 0)], "the second message waits for the next start"

    async with opened(place, platform):
        await until(lambda: states(place.engine) == {"done": 1})

    assert platform.sent() == [("1", 0), ("1", 1)]


def _without_delay(replies_to):
    async def quick(asked):
        return await replies_to(replace(asked, body=asked.body | {"slow": 0}))

    return quick


async def test_stored_but_never_started_is_adopted(place, platform):
    inbox = DurableInbox(place, [platform])
    inbox._open, inbox._begin = True, lambda workflow_id: None  # as if the process died between the two
    assert await inbox.accept(update("1"))

    async with opened(place, platform):
        await until(lambda: states(place.engine) == {"done": 1})

    assert platform.sent() == [("1", 0)]
