"""Whose turn it is: only the earliest message of a conversation asks the database, and each is woken when it can be its turn."""

import asyncio

from bot.durable.turns import Turns


async def test_only_the_earliest_here_asks():
    turns = Turns()
    for position in (5, 3, 4):
        turns.join("ana", position)

    assert [turns.is_first_here("ana", position) for position in (3, 4, 5)] == [True, False, False]
    turns.passed("ana", 3)
    assert [turns.is_first_here("ana", position) for position in (4, 5)] == [True, False]


async def test_who_waits_for_another_here_is_woken_by_it_and_not_by_the_clock():
    turns = Turns()
    turns.join("ana", 1)
    turns.join("ana", 2)
    waiting = asyncio.create_task(turns.next("ana", 2, seconds=0.001))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    turns.passed("ana", 1)
    await asyncio.wait_for(waiting, 5)

    assert turns.is_first_here("ana", 2)


async def test_earliest_here_looks_again_after_a_while_because_another_process_may_have_an_earlier_one():
    turns = Turns()
    turns.join("ana", 2)
    await asyncio.wait_for(turns.next("ana", 2, seconds=0.001), 5)


async def test_earlier_one_that_joins_later_goes_first():
    turns = Turns()
    turns.join("ana", 2)
    turns.join("ana", 1)

    assert not turns.is_first_here("ana", 2) and turns.is_first_here("ana", 1)


async def test_nothing_is_kept_of_a_conversation_that_is_done():
    turns = Turns()
    for conversation in ("ana", "bea"):
        turns.join(conversation, 1)
        turns.passed(conversation, 1)

    assert turns._here == {} and turns._waiting == {}
