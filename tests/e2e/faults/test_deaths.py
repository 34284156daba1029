"""Five hundred messages in flight while the house dies under them: the app, then the app and its engine; while its disk is full; while lines break
just after a platform took a message. None lost, none out of order, and twice only where nobody could know (decision 0011): the platforms count.
"""

import asyncio
import time

from tests.e2e.faults import web_people
from tests.e2e.faults.crowd import Crowd, Verdict, kinds
from tests.e2e.faults.disk import SmallDisk
from tests.e2e.faults.installation import Installation
from tests.e2e.faults.line import Fault
from tests.e2e.faults.platforms import Platforms

MOMENT = 1.0  # seconds before a kill in which a message may have been taken without our knowing
IN_FLIGHT = 200  # at least, of the five hundred, when processes die


def test_full_disk_under_load(house, both, crowd, disk):
    verdict = asyncio.run(_full(house, both, crowd, disk))

    assert (verdict.lost, verdict.out_of_order) == ([], []), kinds(list(verdict.first.values()))
    assert verdict.twice == []
    assert house.counted("harrera_inbound_total", "parked") == 0


async def _full(house: Installation, both: Platforms, crowd: Crowd, disk: SmallDisk) -> Verdict:
    await crowd.deliver(house.url, last=3)
    disk.fill(house.process.pid)
    knocking = asyncio.create_task(crowd.deliver(house.url, first=3))
    await crowd.until_refused(20)
    wrong = await web_people.ask(house.url, 10, crowd.address)
    disk.free(house.process.pid)
    await knocking
    assert crowd.delivered == 500 and wrong == []
    return await crowd.until_answered(both)


def test_unconfirmed_sends_and_killed_processes(house, both, crowd):
    verdict, broken, killed = asyncio.run(_killed(house, both, crowd))

    assert (verdict.lost, verdict.out_of_order) == ([], []), kinds(list(verdict.first.values()))
    unknowable = [taken for taken in verdict.twice if any(0 < at - verdict.first[taken.chat, taken.about].at < MOMENT for at in killed)]
    assert len(verdict.twice) - len(unknowable) <= broken and broken >= 10
    assert house.counted("harrera_inbound_total", "parked") == 0
    house.wait_until_ready()


async def _killed(house: Installation, both: Platforms, crowd: Crowd) -> tuple[Verdict, int, list[float]]:
    """(the verdict, how many lines broke after a word had arrived, when processes were killed)."""
    await crowd.deliver(house.url, last=4)
    broken = await both.break_for_a_while(Fault.UNCONFIRMED)
    killed = [_kill(house, both, crowd)]
    knocking = asyncio.create_task(crowd.deliver(house.url, first=4))
    await crowd.until_answers(both, len(crowd.verdict(both).first) + 50)
    house.kill_engine()
    killed.append(_kill(house, both, crowd))
    await knocking
    assert crowd.delivered == 500
    return await crowd.until_answered(both), broken, killed


def _kill(house: Installation, both: Platforms, crowd: Crowd) -> float:
    """When it was; the house opens again at once, and answers before its engine is there."""
    killed = time.monotonic()
    house.kill()
    assert crowd.messages - len(crowd.verdict(both).first) >= IN_FLIGHT
    house.start()
    return killed
